package org.fraiseql.server.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

/** Header names and values that every answer has, encoded once. */
final class Headers {

  static final CharSequence ACCEPT = createOptimized("accept");
  static final CharSequence ALLOW = createOptimized("allow");
  static final CharSequence CACHE_CONTROL = createOptimized("cache-control");
  static final CharSequence CONNECTION = createOptimized("connection");
  static final CharSequence CONTENT_ENCODING = createOptimized("content-encoding");
  static final CharSequence CONTENT_LENGTH = createOptimized("content-length");
  static final CharSequence CONTENT_TYPE = createOptimized("content-type");
  static final CharSequence EXPECT = createOptimized("expect");
  static final CharSequence RETRY_AFTER = createOptimized("retry-after");
  static final CharSequence VARY = createOptimized("vary");
  static final CharSequence X_CONTENT_TYPE_OPTIONS = createOptimized("x-content-type-options");

  static final CharSequence ACCEPT_AND_ENCODING = createOptimized("accept, accept-encoding");
  static final CharSequence ACCEPT_ENCODING = createOptimized("accept-encoding");
  static final CharSequence CLOSE = createOptimized("close");
  static final CharSequence NOSNIFF = createOptimized("nosniff");
  static final CharSequence NO_CACHE = createOptimized("no-cache");
  static final CharSequence NO_STORE = createOptimized("no-store");

  private Headers() {}
}
