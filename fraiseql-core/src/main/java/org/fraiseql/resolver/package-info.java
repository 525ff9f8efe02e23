/**
 * Fields that Java answers: methods are called, their values become JSON, and what they compute is
 * put between what PostgreSQL has made.
 */
@NullMarked
package org.fraiseql.resolver;

import org.jspecify.annotations.NullMarked;
