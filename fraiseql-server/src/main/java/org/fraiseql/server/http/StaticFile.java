package org.fraiseql.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the class path, held in memory.
 *
 * @param tag changes with the content
 */
record StaticFile(String contentType, Buffer content, String tag) {

  /** Everything comes from this server, nothing runs that is not in a file of it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
          + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'";

  static StaticFile load(String name) {
    try (InputStream stream = StaticFile.class.getResourceAsStream("/graphiql/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("not on the class path: /graphiql/" + name);
      }
      return of(type(name), stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StaticFile of(String contentType, byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      String tag = '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
      return new StaticFile(contentType, Buffer.buffer(bytes), tag);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same with something else in one place. */
  StaticFile with(String place, String text) {
    String changed = content.toString(StandardCharsets.UTF_8).replace(place, text);
    return of(contentType, changed.getBytes(StandardCharsets.UTF_8));
  }

  private static String type(String name) {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return switch (suffix) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "text/plain; charset=utf-8";
    };
  }

  void send(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("etag", tag);
    response.putHeader(Headers.CACHE_CONTROL, Headers.NO_CACHE);
    response.putHeader(Headers.VARY, Headers.ACCEPT_ENCODING);
    if (tag.equals(request.getHeader("if-none-match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(Headers.CONTENT_TYPE, contentType);
    response.putHeader(Headers.X_CONTENT_TYPE_OPTIONS, Headers.NOSNIFF);
    response.putHeader("content-security-policy", POLICY);
    response.putHeader("referrer-policy", "no-referrer");
    response.end(content);
  }
}
