package org.fraiseql.testing;

/**
 * Starts a server for one test. Implementations have a constructor without parameters, and take a
 * free port, so that tests can run in parallel.
 */
@FunctionalInterface
public interface ServerStarter {

  /**
   * @param database of the test, as its migrations and scripts left it
   * @param leaks to have the server's connections looked at when the test ends
   * @return what answers already; it is closed after the test
   */
  TestServer start(TestDatabase database, Leaks leaks) throws Exception;
}
