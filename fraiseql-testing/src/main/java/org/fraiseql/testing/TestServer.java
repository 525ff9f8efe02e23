package org.fraiseql.testing;

/**
 * A server that runs for one test.
 *
 * @param url of its GraphQL endpoint, such as {@code http://localhost:43210/graphql}
 * @param running closed after the test, before anybody looks for what it left behind
 */
public record TestServer(String url, AutoCloseable running) {}
