/**
 * The database as Java code has it: sessions, typed reads, filters, commands, repositories. All of
 * it is plain blocking Java, for virtual threads or any other that is no event loop.
 */
@NullMarked
package org.fraiseql.repository;

import org.jspecify.annotations.NullMarked;
