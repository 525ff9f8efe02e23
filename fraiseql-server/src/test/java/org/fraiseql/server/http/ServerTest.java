package org.fraiseql.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.fraiseql.Response;
import org.junit.jupiter.api.Test;

class ServerTest {

  /** Longer than a test waits. */
  private static final HttpSettings LONG_GRACE =
      HttpSettings.DEFAULT.withGrace(Duration.ofMinutes(10));

  private static final String QUERY = "{\"query\":\"{a}\"}";

  @Test
  void a_taken_port_is_told_by_the_native_transport_too() {
    Vertx nativeVertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try (Served served = Served.with(Served.ECHO)) {
      HttpSettings same = HttpSettings.DEFAULT.withAddress("localhost", served.server.port());
      Backend backend = new Backend.Serving(Served.engine(Served.ECHO));
      assertThatThrownBy(() -> Served.await(Server.start(nativeVertx, same, 2, () -> backend)))
          .rootCause()
          .isInstanceOf(BindException.class);
    } finally {
      nativeVertx.close();
    }
  }

  @Test
  void a_taken_port_is_told() {
    try (Served served = Served.with(Served.ECHO)) {
      HttpSettings same = HttpSettings.DEFAULT.withAddress("localhost", served.server.port());
      Backend backend = new Backend.Serving(Served.engine(Served.ECHO));
      try (Served other = Served.with(Served.ECHO)) {
        assertThatThrownBy(() -> Served.await(Server.start(other.vertx, same, 2, () -> backend)))
            .rootCause()
            .isInstanceOf(BindException.class);
      }
    }
  }

  @Test
  void running_requests_end_before_the_server_does_and_no_new_ones_begin() throws Exception {
    CompletableFuture<Void> started = new CompletableFuture<>();
    Promise<Response> promise = Promise.promise();
    Served.Answering slow =
        (_, _, _) -> {
          started.complete(null);
          return promise.future();
        };
    try (Served served = Served.with(LONG_GRACE, slow)) {
      int port = served.server.port();
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> served.answer(served.post(QUERY)));
      Served.await(started);
      Future<Void> stopping = served.server.stop();
      awaitRefusal(port);
      assertThat(stopping.isComplete()).isFalse();
      promise.complete(Served.data("{\"a\":1}"));
      assertThat(Served.await(answer)).isEqualTo("200 {\"data\":{\"a\":1}}");
      Served.await(stopping);
    }
  }

  /** The listener closes in a moment, and not at once. */
  private static void awaitRefusal(int port) throws Exception {
    long end = System.nanoTime() + Served.PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        new Socket("localhost", port).close();
        Thread.sleep(20);
      } catch (ConnectException e) {
        return;
      }
    }
    throw new AssertionError("new connections are still taken");
  }

  @Test
  void an_idle_connection_does_not_hold_the_server() {
    try (Served served = Served.with(LONG_GRACE, Served.ECHO)) {
      HttpResponse<String> first = served.send(served.post(QUERY));
      assertThat(first.statusCode()).isEqualTo(200);
      Served.await(served.server.stop());
    }
  }

  @Test
  void the_grace_period_ends() throws Exception {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    CompletableFuture<Void> started = new CompletableFuture<>();
    Served.Answering never =
        (_, _, cancellation) -> {
          cancellation.onCancel(() -> cancelled.complete(null));
          started.complete(null);
          return Promise.<Response>promise().future();
        };
    try (Served served =
        Served.with(HttpSettings.DEFAULT.withGrace(Duration.ofMillis(300)), never)) {
      CompletableFuture<Object> answer =
          CompletableFuture.supplyAsync(() -> served.answer(served.post(QUERY)))
              .handle((text, error) -> error == null ? text : error);
      Served.await(started);
      Served.await(served.server.stop());
      Served.await(cancelled);
      assertThat(Served.await(answer)).isInstanceOf(Throwable.class);
    }
  }

  @Test
  void the_page_is_served_with_a_policy_that_lets_nothing_in_from_outside() {
    try (Served served = Served.with(Served.ECHO)) {
      HttpResponse<String> page = served.send(served.request("/"));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
      assertThat(page.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(
              p -> assertThat(p).startsWith("default-src 'none'; script-src 'self';"));
      assertThat(page.body()).contains("<title>FraiseQL</title>").doesNotContain("https://");
      String tag = page.headers().firstValue("etag").orElseThrow();
      assertThat(served.answer(served.request("/").header("If-None-Match", tag))).isEqualTo("304 ");
      assertThat(served.send(served.request("/graphiql/graphiql.min.js")).body().length())
          .isGreaterThan(900_000);
    }
  }
}
