package org.fraiseql.server.http;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP interface: one listener for each event loop, so that a request stays on its thread.
 * Thread-safe.
 */
public final class Server {

  /** Smaller answers fit a packet or two as they are. */
  private static final int COMPRESSED_FROM_BYTES = 1_024;

  /** The lowest: on JSON the higher ones cost several times as much for a few percent. */
  private static final int COMPRESSION_LEVEL = 1;

  private static final int IDLE_SECONDS = 75;
  private static final int URL_BYTES = 16 << 10;
  private static final int HEADER_BYTES = 16 << 10;

  private final List<HttpServer> listeners;
  private final HttpSettings settings;

  private Server(List<HttpServer> listeners, HttpSettings settings) {
    this.listeners = listeners;
    this.settings = settings;
  }

  /**
   * Listens. Fails with {@code java.net.BindException} when the port is taken.
   *
   * @param backend asked at every request what stands behind the interface
   */
  public static Future<Server> start(
      Vertx vertx, HttpSettings settings, int eventLoops, Supplier<Backend> backend) {
    return start(vertx, settings, eventLoops, backend, null);
  }

  /** The same with a page that is told of changes. */
  public static Future<Server> start(
      Vertx vertx,
      HttpSettings settings,
      int eventLoops,
      Supplier<Backend> backend,
      @Nullable PageState page) {
    List<HttpServer> listeners = new CopyOnWriteArrayList<>();
    Routes routes = new Routes(vertx, settings, backend, page);
    // The port -1 is one free port for all listeners, 0 would be one for each.
    int port = settings.port() == 0 ? -1 : settings.port();
    Supplier<Deployable> listener =
        () ->
            new VerticleBase() {
              @Override
              public Future<?> start() {
                return vertx
                    .createHttpServer(options())
                    .requestHandler(routes::handle)
                    .listen(port, settings.host())
                    .onSuccess(listeners::add);
              }
            };
    return vertx
        .deployVerticle(listener, new DeploymentOptions().setInstances(eventLoops))
        .map(_ -> new Server(listeners, settings))
        .recover(failure -> Future.failedFuture(bindFailure(failure)));
  }

  /** The native transport has an exception of its own for a port that cannot be taken. */
  private static Throwable bindFailure(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    boolean bind = failure instanceof IOException && message.startsWith("bind(");
    return bind
        ? new BindException(message.substring(message.lastIndexOf(':') + 1).strip())
        : failure;
  }

  /** The port that it listens on. */
  public int port() {
    return listeners.getFirst().actualPort();
  }

  /** Takes no more connections, lets running requests end within the grace period, closes. */
  public Future<Void> stop() {
    long millis = settings.grace().toMillis();
    List<Future<Void>> stopped =
        listeners.stream().map(l -> l.shutdown(millis, TimeUnit.MILLISECONDS)).toList();
    return Future.join(stopped).mapEmpty();
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setCompressionLevel(COMPRESSION_LEVEL)
        .setCompressionContentSizeThreshold(COMPRESSED_FROM_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setMaxInitialLineLength(URL_BYTES)
        .setMaxHeaderSize(HEADER_BYTES)
        .setIdleTimeout(IDLE_SECONDS);
  }
}
