package org.fraiseql.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;

/** A server on a free port, in front of an engine that a test writes down. */
final class Served implements AutoCloseable {

  /** The part of an engine that tests vary. */
  interface Answering {
    Future<Response> execute(Request request, Caller caller, Cancellation cancellation);
  }

  /** Answers with the request as it came in, to see what was understood. */
  static final Answering ECHO =
      (request, caller, _) ->
          Future.succeededFuture(data("{\"echo\":\"" + quoted(describe(request, caller)) + "\"}"));

  /** How long a test waits for what should come in a moment. Reaching it means that it hangs. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  final Vertx vertx = Vertx.vertx();
  final Server server;
  private final HttpClient client = HttpClient.newHttpClient();

  Served(HttpSettings settings, Backend backend) {
    HttpSettings local = settings.withAddress("localhost", 0);
    server = await(Server.start(vertx, local, 2, () -> backend));
  }

  static Served with(Answering answering) {
    return with(HttpSettings.DEFAULT, answering);
  }

  static Served with(HttpSettings settings, Answering answering) {
    return new Served(settings, new Backend.Serving(engine(answering)));
  }

  static Engine engine(Answering answering) {
    return new Engine() {
      @Override
      public Future<Response> execute(Request request, Caller caller, Cancellation cancellation) {
        return answering.execute(request, caller, cancellation);
      }

      @Override
      public String sdl() {
        return "type Query {\n  hello: String\n}\n";
      }

      @Override
      public Future<Void> ping() {
        return Future.succeededFuture();
      }
    };
  }

  static Response data(String data) {
    return new Response.Data(Buffer.buffer("{\"data\":" + data + "}"));
  }

  private static String describe(Request request, Caller caller) {
    return request.query()
        + " | "
        + request.operationName()
        + " | "
        + request.variables()
        + " | "
        + caller.role()
        + " "
        + new java.util.TreeMap<>(caller.settings());
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Status, headers that count, body: as one text to compare. */
  static String shown(HttpResponse<String> response) {
    StringBuilder text = new StringBuilder().append(response.statusCode()).append('\n');
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equals("content-length")) {
                text.append(name).append(": ").append(String.join(", ", values)).append('\n');
              }
            });
    return text.append(response.body()).toString();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  HttpRequest.Builder post(String body) {
    return request("/graphql")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String answer(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request);
    return response.statusCode() + " " + response.body();
  }

  /** What comes back over a socket for these bytes, until the server closes. */
  byte[] raw(byte[] bytes) {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String rawPost(byte[] body) {
    String head =
        "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body);
    String answer = new String(raw(all.toByteArray()), StandardCharsets.UTF_8);
    int end = answer.indexOf("\r\n\r\n");
    return answer.substring(9, 12) + " " + answer.substring(end + 4);
  }

  static <T> T await(Future<T> future) {
    return await(future.toCompletionStage().toCompletableFuture());
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
