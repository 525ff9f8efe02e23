/** GraphQL over HTTP, GraphiQL and the probes. */
@NullMarked
package org.fraiseql.server.http;

import org.jspecify.annotations.NullMarked;
