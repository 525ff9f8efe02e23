package org.fraiseql.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Which web pages of other origins may read answers in a browser. None unless configured: then no
 * CORS header is ever sent. Immutable.
 */
final class Origins {

  private static final String REQUEST_HEADERS = "content-type, accept, authorization";
  private static final String A_DAY_IN_SECONDS = "86400";

  private final List<String> allowed;

  Origins(List<String> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  boolean isEmpty() {
    return allowed.isEmpty();
  }

  /** Lets the page that sent the request read the answer, if it may. */
  void apply(HttpServerRequest request) {
    if (allowed.isEmpty()) {
      return;
    }
    HttpServerResponse response = request.response();
    String origin = request.getHeader("origin");
    if (origin != null && (allowed.contains(origin) || allowed.contains("*"))) {
      response.putHeader("access-control-allow-origin", allowed.contains("*") ? "*" : origin);
    }
  }

  /** Answers a browser that asks whether a page may send a request. */
  void preflight(HttpServerRequest request, String methods) {
    HttpServerResponse response = request.response().setStatusCode(204);
    response.putHeader(Headers.ALLOW, methods + ", OPTIONS");
    response.putHeader(Headers.VARY, "origin, access-control-request-method");
    apply(request);
    if (response.headers().contains("access-control-allow-origin")) {
      response.putHeader("access-control-allow-methods", methods);
      response.putHeader("access-control-allow-headers", REQUEST_HEADERS);
      response.putHeader("access-control-max-age", A_DAY_IN_SECONDS);
    }
    response.end();
  }
}
