package org.fraiseql.server.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What is served where. */
final class Routes {

  private static final String READING = "GET, HEAD";

  private static final Map<String, StaticFile> FILES =
      Stream.of(
              "index.html",
              "page.js",
              "development.js",
              "page.css",
              "graphiql.min.js",
              "graphiql.min.css",
              "react.production.min.js",
              "react-dom.production.min.js")
          .collect(Collectors.toUnmodifiableMap(Function.identity(), StaticFile::load));

  private static final StaticFile PAGE = file("index.html");

  private static final StaticFile DEVELOPMENT_PAGE =
      PAGE.with("  </body>", "    <script src=\"/graphiql/development.js\"></script>\n  </body>");

  private final Supplier<Backend> backend;
  private final @Nullable PageState page;
  private final GraphQLEndpoint graphQL;

  Routes(Vertx vertx, HttpSettings settings, Supplier<Backend> backend, @Nullable PageState page) {
    this.page = page;
    this.backend = backend;
    this.graphQL = new GraphQLEndpoint(vertx, settings, new Origins(settings.origins()), backend);
  }

  void handle(HttpServerRequest request) {
    try {
      String path = request.path() == null ? "" : request.path();
      switch (path) {
        case "/graphql" -> graphQL.handle(request);
        case "/" -> reading(request, (page == null ? PAGE : DEVELOPMENT_PAGE)::send);
        case "/health" -> reading(request, r -> json(r, 200, "{\"status\":\"alive\"}"));
        case "/ready" -> reading(request, this::ready);
        case "/schema.graphql" -> reading(request, this::schema);
        default -> other(path, request);
      }
    } catch (RuntimeException e) {
      graphQL.unexpected(e, request, null);
    }
  }

  private void other(String path, HttpServerRequest request) {
    if (page != null && path.equals("/graphiql/state")) {
      reading(request, r -> json(r, 200, page.json()));
      return;
    }
    StaticFile file = path.startsWith("/graphiql/") ? FILES.get(path.substring(10)) : null;
    if (file == null) {
      problem(request, new HttpProblem.UnknownPath(path));
    } else {
      reading(request, file::send);
    }
  }

  private void ready(HttpServerRequest request) {
    switch (backend.get()) {
      case Backend.Waiting waiting -> notReady(request, waiting.problem());
      case Backend.Serving serving ->
          serving
              .engine()
              .ping()
              .onSuccess(_ -> json(request, 200, "{\"status\":\"ready\"}"))
              .onFailure(
                  cause -> {
                    if (cause instanceof ProblemException e) {
                      notReady(request, e.problems().getFirst());
                    } else {
                      graphQL.unexpected(cause, request, null);
                    }
                  });
    }
  }

  private static void notReady(HttpServerRequest request, Problem problem) {
    String text =
        "{\"status\":\"not ready\",\"code\":\"%s\",\"reason\":\"%s\"}"
            .formatted(problem.code(), escaped(problem.message()));
    json(request, 503, text);
  }

  private void schema(HttpServerRequest request) {
    switch (backend.get()) {
      case Backend.Waiting waiting -> problem(request, waiting.problem());
      case Backend.Serving serving -> {
        request.response().putHeader(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        end(request, 200, Buffer.buffer(serving.engine().sdl()));
      }
    }
  }

  private static void reading(HttpServerRequest request, Consumer<HttpServerRequest> answer) {
    if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
      answer.accept(request);
    } else {
      request.response().putHeader(Headers.ALLOW, READING);
      problem(request, new HttpProblem.MethodNotAllowed(request.method().name(), READING));
    }
  }

  private static void problem(HttpServerRequest request, Problem problem) {
    Answer answer = Answer.of(List.of(problem));
    request.response().putHeader(Headers.CONTENT_TYPE, MediaType.JSON.header());
    end(request, answer.status(), answer.body());
  }

  private static void json(HttpServerRequest request, int status, String text) {
    request.response().putHeader(Headers.CONTENT_TYPE, MediaType.JSON.header());
    end(request, status, Buffer.buffer(text));
  }

  private static void end(HttpServerRequest request, int status, Buffer body) {
    HttpServerResponse response = request.response().setStatusCode(status);
    response.putHeader(Headers.CACHE_CONTROL, Headers.NO_STORE);
    response.putHeader(Headers.X_CONTENT_TYPE_OPTIONS, Headers.NOSNIFF);
    response.end(body);
  }

  private static StaticFile file(String name) {
    StaticFile file = FILES.get(name);
    if (file == null) {
      throw new IllegalStateException(name);
    }
    return file;
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
