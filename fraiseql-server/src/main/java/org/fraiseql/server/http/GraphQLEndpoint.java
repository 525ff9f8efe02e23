package org.fraiseql.server.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.InternalProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.References;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /graphql}: GraphQL over HTTP.
 *
 * <p>Against forged requests of other web pages: a POST must say {@code application/json}, which
 * such a page cannot send without a preflight; a GET can only read, and its answer stays hidden
 * from the page.
 */
final class GraphQLEndpoint {

  static final String METHODS = "GET, POST";

  private static final Logger log = LoggerFactory.getLogger(GraphQLEndpoint.class);

  /**
   * How long a refused body may still come in. A client that is cut off while it sends does not get
   * to read the refusal.
   */
  private static final long LINGER_MILLIS = 10_000;

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Origins origins;
  private final Supplier<Backend> backend;

  GraphQLEndpoint(Vertx vertx, HttpSettings settings, Origins origins, Supplier<Backend> backend) {
    this.vertx = vertx;
    this.settings = settings;
    this.origins = origins;
    this.backend = backend;
  }

  void handle(HttpServerRequest http) {
    if (http.method() == HttpMethod.OPTIONS) {
      origins.preflight(http, METHODS);
      return;
    }
    MediaType type = MediaType.preferred(acceptHeader(http));
    try {
      if (type == null) {
        String accept = acceptHeader(http);
        throw new ProblemException(new HttpProblem.NotAcceptable(accept == null ? "" : accept));
      }
      if (http.method() == HttpMethod.POST) {
        post(http, type);
      } else if (http.method() == HttpMethod.GET) {
        http.response().putHeader(Headers.CACHE_CONTROL, Headers.NO_STORE);
        execute(RequestReader.fromUrl(http.query()), http, type);
      } else {
        throw new ProblemException(new HttpProblem.MethodNotAllowed(http.method().name(), METHODS));
      }
    } catch (ProblemException e) {
      refuse(e.problems(), http, type);
    }
  }

  private void post(HttpServerRequest http, MediaType type) {
    checkContent(http);
    if (declaredLength(http) > settings.bodyBytes()) {
      refuseBody(http, type);
      return;
    }
    if ("100-continue".equalsIgnoreCase(http.getHeader(Headers.EXPECT))) {
      http.response().writeContinue();
    }
    Body.read(
        http,
        settings.bodyBytes(),
        bytes -> {
          try {
            execute(RequestReader.fromBody(bytes), http, type);
          } catch (ProblemException e) {
            refuse(e.problems(), http, type);
          } catch (RuntimeException e) {
            unexpected(e, http, type);
          }
        },
        () -> refuseBody(http, type));
  }

  private void execute(Request request, HttpServerRequest http, MediaType type) {
    Caller caller = settings.callers().caller(http.headers());
    switch (backend.get()) {
      case Backend.Waiting waiting -> refuse(List.of(waiting.problem()), http, type);
      case Backend.Serving serving -> {
        HttpServerResponse response = http.response();
        Cancellation cancellation = new Cancellation();
        response.closeHandler(
            _ -> {
              if (!response.ended()) {
                cancellation.cancel();
              }
            });
        serving
            .engine()
            .execute(request, caller, cancellation)
            .onComplete(result -> answer(result, http, type));
      }
    }
  }

  private void answer(AsyncResult<Response> result, HttpServerRequest http, MediaType type) {
    if (http.response().closed()) {
      return;
    }
    if (result.succeeded()) {
      if (result.result() instanceof Response.Refused refused) {
        allow(refused.problems(), http);
      }
      send(Answer.of(result.result(), type), http, type);
    } else if (result.cause() instanceof ProblemException e) {
      refuse(e.problems(), http, type);
    } else {
      unexpected(result.cause(), http, type);
    }
  }

  /** For a failure that nobody outside can put right: they get a reference to the log entry. */
  void unexpected(Throwable cause, HttpServerRequest http, @Nullable MediaType type) {
    String reference = References.next();
    log.error("Unexpected failure, reference {}", reference, cause);
    if (!http.response().ended() && !http.response().closed()) {
      refuse(List.of(new InternalProblem.Unexpected(reference)), http, type);
    }
  }

  private void refuse(
      List<? extends Problem> problems, HttpServerRequest http, @Nullable MediaType type) {
    allow(problems, http);
    send(Answer.of(problems), http, type == null ? MediaType.JSON : type);
  }

  /** With status 405 goes a header that says what is allowed. */
  private static void allow(List<? extends Problem> problems, HttpServerRequest http) {
    if (problems.getFirst() instanceof HttpProblem.NotAQuery) {
      http.response().putHeader(Headers.ALLOW, "POST");
    } else if (problems.getFirst() instanceof HttpProblem.MethodNotAllowed) {
      http.response().putHeader(Headers.ALLOW, METHODS);
    }
  }

  /** The rest of the body is not wanted, so the connection cannot be used again. */
  private void refuseBody(HttpServerRequest http, MediaType type) {
    http.response().putHeader(Headers.CONNECTION, Headers.CLOSE);
    refuse(List.of(new HttpProblem.BodyTooLarge(settings.bodyBytes())), http, type);
    long timer = vertx.setTimer(LINGER_MILLIS, _ -> http.connection().close());
    http.handler(_ -> {});
    http.endHandler(
        _ -> {
          vertx.cancelTimer(timer);
          http.connection().close();
        });
  }

  private void send(Answer answer, HttpServerRequest http, MediaType type) {
    HttpServerResponse response = http.response();
    response.setStatusCode(answer.status());
    response.putHeader(Headers.CONTENT_TYPE, type.header());
    response.putHeader(Headers.X_CONTENT_TYPE_OPTIONS, Headers.NOSNIFF);
    if (origins.isEmpty()) {
      response.putHeader(Headers.VARY, Headers.ACCEPT_AND_ENCODING);
    } else {
      response.putHeader(Headers.VARY, "accept, accept-encoding, origin");
      origins.apply(http);
    }
    if (answer.status() == 503) {
      response.putHeader(Headers.RETRY_AFTER, "1");
    }
    response.end(answer.body());
  }

  private static @Nullable String acceptHeader(HttpServerRequest http) {
    List<String> values = http.headers().getAll(Headers.ACCEPT);
    return switch (values.size()) {
      case 0 -> null;
      case 1 -> values.getFirst();
      default -> String.join(",", values);
    };
  }

  private static void checkContent(HttpServerRequest http) {
    String given = http.getHeader(Headers.CONTENT_TYPE);
    if (!"application/json".equals(given) && !isJson(given)) {
      throw new ProblemException(
          new HttpProblem.UnsupportedMediaType(given, "Send Content-Type: application/json."));
    }
    String encoding = http.getHeader(Headers.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          new HttpProblem.UnsupportedMediaType(encoding, "Send the body uncompressed."));
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.matches("charset=utf-?8")) {
        return false;
      }
    }
    return true;
  }

  private static long declaredLength(HttpServerRequest http) {
    String text = http.getHeader(Headers.CONTENT_LENGTH);
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
