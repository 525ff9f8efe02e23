package org.fraiseql.server.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.BindException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fraiseql.FraiseQL;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.Settings;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.server.http.Backend;
import org.fraiseql.server.http.Engine;
import org.fraiseql.server.http.HttpSettings;
import org.fraiseql.server.http.Server;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP interface with an engine behind it. The port is taken first, so that a taken one is told
 * before anything takes long. Thread-safe.
 */
final class Service implements AutoCloseable {

  private static final long STOP_SECONDS = 10;

  private final Vertx vertx;
  private final HttpSettings http;
  private final Server server;
  private volatile Backend backend;
  private volatile @Nullable FraiseQL engine;

  private Service(Vertx vertx, HttpSettings http, String waitingFor) {
    this.vertx = vertx;
    this.http = http;
    this.backend = new Backend.Waiting(new HttpProblem.Starting(waitingFor));
    int loops = Runtime.getRuntime().availableProcessors();
    this.server = await(Server.start(vertx, http, loops, () -> backend));
  }

  static Vertx vertx() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Vertx.vertx(
        new VertxOptions().setEventLoopPoolSize(cores).setPreferNativeTransport(true));
  }

  /**
   * Takes the port; requests are answered with 503 until there is an engine.
   *
   * @throws CommandFailure if the port cannot be taken
   */
  static Service listen(HttpSettings http, String waitingFor) {
    Vertx vertx = vertx();
    try {
      return new Service(vertx, http, waitingFor);
    } catch (CompletionException e) {
      vertx.close();
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new CommandFailure(
          cause instanceof BindException
              ? "port %d of %s cannot be taken: %s. Use another --port."
                  .formatted(http.port(), http.host(), cause.getMessage())
              : "cannot listen on %s:%d: %s"
                  .formatted(http.host(), http.port(), cause.getMessage()));
    }
  }

  /** Serves a database from now on, as soon as it can be reached. */
  FraiseQL serve(Settings settings) {
    FraiseQL opened = FraiseQL.open(vertx, settings);
    engine = opened;
    backend = new Backend.Serving(served(opened));
    return opened;
  }

  /** Such as {@code http://localhost:8080/graphql}. */
  String url() {
    String host =
        http.host().equals("0.0.0.0") || http.host().equals("::") ? "localhost" : http.host();
    String named = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + named + ":" + server.port() + "/graphql";
  }

  /** Lets running requests end within the grace period. */
  @Override
  public void close() {
    try {
      server.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // What is left of the connections goes with the process.
    }
    FraiseQL open = engine;
    if (open != null) {
      open.close();
    }
    vertx.close();
  }

  private static Engine served(FraiseQL engine) {
    return new Engine() {
      @Override
      public Future<Response> execute(Request request, Caller caller, Cancellation cancellation) {
        return engine.execute(request, caller, cancellation);
      }

      @Override
      public String sdl() {
        return engine.sdl();
      }

      @Override
      public Future<Void> ping() {
        return engine.ping();
      }
    };
  }

  /** Waits for what happens on an event loop. */
  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
