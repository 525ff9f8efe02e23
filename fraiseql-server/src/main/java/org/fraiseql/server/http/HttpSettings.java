package org.fraiseql.server.http;

import java.time.Duration;
import java.util.List;

/**
 * How the HTTP interface is set up.
 *
 * @param port 0 takes any free one
 * @param bodyBytes the largest request body
 * @param origins whose pages in browsers may read answers; {@code *} stands for all
 * @param grace how long running requests may take to end when the server stops
 */
public record HttpSettings(
    String host,
    int port,
    int bodyBytes,
    List<String> origins,
    CallerRules callers,
    Duration grace) {

  /** Only this machine is served. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          "localhost", 8080, 1 << 20, List.of(), CallerRules.NOBODY, Duration.ofSeconds(5));

  public HttpSettings {
    origins = List.copyOf(origins);
  }

  public HttpSettings withAddress(String name, int number) {
    return new HttpSettings(name, number, bodyBytes, origins, callers, grace);
  }

  public HttpSettings withBodyBytes(int number) {
    return new HttpSettings(host, port, number, origins, callers, grace);
  }

  public HttpSettings withOrigins(List<String> allowed) {
    return new HttpSettings(host, port, bodyBytes, allowed, callers, grace);
  }

  public HttpSettings withCallers(CallerRules rules) {
    return new HttpSettings(host, port, bodyBytes, origins, rules, grace);
  }

  public HttpSettings withGrace(Duration duration) {
    return new HttpSettings(host, port, bodyBytes, origins, callers, duration);
  }
}
