package org.fraiseql.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.fraiseql.FraiseQL;
import org.fraiseql.Report;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.Settings;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.http.Backend;
import org.fraiseql.server.http.CallerRules;
import org.fraiseql.server.http.Engine;
import org.fraiseql.server.http.EventLoops;
import org.fraiseql.server.http.HttpSettings;
import org.fraiseql.server.http.PageState;
import org.fraiseql.server.http.Server;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP interface with an engine behind it, until it is closed. {@link FraiseQLServer} makes it.
 * Thread-safe.
 */
public final class RunningServer implements AutoCloseable {

  private static final long STOP_SECONDS = 10;
  private static final Duration LONGEST_READ = Duration.ofMinutes(2);

  private final Vertx vertx;
  private final HttpSettings http;
  private final Server server;
  private final CompletableFuture<Report> stopped = new CompletableFuture<>();
  private volatile Backend backend;
  private volatile @Nullable EngineInUse engine;
  private volatile @Nullable Thread hook;

  private RunningServer(
      Vertx vertx, HttpSettings http, String waitingFor, @Nullable PageState page) {
    this.vertx = vertx;
    this.http = http;
    this.backend = new Backend.Waiting(new HttpProblem.Starting(waitingFor));
    this.server = await(Server.start(vertx, http, EventLoops.number(), () -> backend, page));
  }

  /**
   * Takes the port, before anything that takes long; requests are answered with 503 until there is
   * an engine.
   *
   * @param waitingFor what they are told, such as "the database is looked for"
   * @throws ServerException if the port cannot be taken
   */
  public static RunningServer listen(HttpSettings http, String waitingFor) {
    return listen(http, waitingFor, null);
  }

  /**
   * The same with a page that is told of changes.
   *
   * @throws ServerException if the port cannot be taken
   */
  public static RunningServer listen(
      HttpSettings http, String waitingFor, @Nullable PageState page) {
    Vertx vertx = EventLoops.start();
    try {
      return new RunningServer(vertx, http, waitingFor, page);
    } catch (CompletionException e) {
      vertx.close();
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new ServerException(
          cause instanceof BindException
              ? "port %d of %s cannot be taken: %s. Choose another port."
                  .formatted(http.port(), http.host(), cause.getMessage())
              : "cannot listen on %s:%d: %s"
                  .formatted(http.host(), http.port(), cause.getMessage()));
    }
  }

  /**
   * Serves a database from now on, as soon as it can be reached.
   *
   * @throws ProblemException if the settings cannot work
   */
  public FraiseQL open(Settings settings) {
    FraiseQL opened = FraiseQL.open(vertx, withCallers(settings, http.callers()));
    engine = new EngineInUse(opened);
    backend = new Backend.Serving(new Current());
    return opened;
  }

  /**
   * Serves another database instead, or the first one, once it has been read. No request is
   * refused: those that are running end on the engine that they began on, which is closed then.
   * Blocks until the new engine serves; not to be called twice at a time.
   *
   * @param whenUnused what is to be done when nobody uses the former database any more
   * @return what was found in the database
   * @throws ServerException if it cannot be read; then nothing changes
   * @throws ProblemException if the settings cannot work; then nothing changes
   */
  public Report switchTo(Settings settings, Runnable whenUnused) {
    FraiseQL opened = FraiseQL.open(vertx, withCallers(settings, http.callers()));
    Report report;
    try {
      report = await(opened, LONGEST_READ);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    EngineInUse former = engine;
    engine = new EngineInUse(opened);
    backend = new Backend.Serving(new Current());
    if (former != null) {
      former.retire().onSuccess(_ -> later(former.engine, whenUnused));
    }
    return report;
  }

  /** Not on the event loop, where the last request may have ended. */
  private static void later(FraiseQL unused, Runnable then) {
    Thread.ofPlatform()
        .name("close-engine")
        .daemon()
        .start(
            () -> {
              unused.close();
              then.run();
            });
  }

  /** Whom the HTTP interface takes callers for, the engine has to know. */
  private static Settings withCallers(Settings settings, CallerRules callers) {
    Set<String> roles = new LinkedHashSet<>(settings.roles());
    if (callers.role() != null) {
      roles.add(callers.role());
    }
    Set<String> declared = new LinkedHashSet<>(settings.declared());
    declared.addAll(callers.settings().keySet());
    declared.addAll(callers.mapped().values());
    return settings.withRoles(List.copyOf(roles)).withDeclared(List.copyOf(declared));
  }

  /** Such as {@code http://localhost:8080/graphql}. */
  public String url() {
    String host =
        http.host().equals("0.0.0.0") || http.host().equals("::") ? "localhost" : http.host();
    String named = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + named + ":" + server.port() + "/graphql";
  }

  /** The engine that requests are answered by, to ask it without HTTP. */
  public FraiseQL engine() {
    return current().engine;
  }

  private EngineInUse current() {
    EngineInUse open = engine;
    if (open == null) {
      throw new IllegalStateException("Nothing is served yet");
    }
    return open;
  }

  /**
   * Waits until requests can be answered, however long the database stays away; the log says why.
   * Blocks.
   *
   * @return what was found in the database
   * @throws ServerException if the server is closed meanwhile
   * @throws ProblemException if the settings are strict and what Java declares does not fit
   */
  public Report awaitReady() {
    return await(engine(), null);
  }

  /**
   * Waits until requests can be answered. Blocks.
   *
   * @return what was found in the database
   * @throws ServerException with the reason if it takes longer, or if the server is closed
   * @throws ProblemException if the settings are strict and what Java declares does not fit
   */
  public Report awaitReady(Duration atMost) {
    return await(engine(), atMost);
  }

  private Report await(FraiseQL open, @Nullable Duration atMost) {
    CompletableFuture<Report> ready =
        open.ready()
            .toCompletionStage()
            .toCompletableFuture()
            .applyToEither(stopped, report -> report);
    try {
      return atMost == null ? ready.get() : ready.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new ServerException(
          "not ready within %s s: %s"
              .formatted(atMost == null ? "" : atMost.toSeconds(), why(open)));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException told
          ? told
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while it waited for the database");
    }
  }

  private static String why(FraiseQL engine) {
    try {
      await(engine.ping());
      return "the catalogue has only just been read";
    } catch (CompletionException e) {
      return e.getCause() instanceof ProblemException failure
          ? told(failure.problems().getFirst())
          : "the log says why";
    }
  }

  private static String told(Problem problem) {
    String place = problem.place();
    return place == null ? problem.message() : place + ": " + problem.message();
  }

  /** Waits until the server is closed. Blocks. */
  public void awaitStop() throws InterruptedException {
    try {
      stopped.get();
    } catch (ExecutionException e) {
      // It ends in this way only.
    }
  }

  /** Ctrl-C and SIGTERM end the process, after running requests and from the front to the back. */
  void stopWithProcess() {
    Thread thread = new Thread(this::stop, "stop");
    hook = thread;
    Runtime.getRuntime().addShutdownHook(thread);
    Signals.endWithHooks();
  }

  /** Lets running requests end within the grace period; nothing happens the second time. */
  @Override
  public void close() {
    stop();
    Thread thread = hook;
    if (thread != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(thread);
      } catch (IllegalStateException e) {
        // The process is ending.
      }
    }
  }

  private synchronized void stop() {
    if (stopped.isDone()) {
      return;
    }
    try {
      server.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // What is left of the connections goes with the process.
    }
    EngineInUse open = engine;
    if (open != null) {
      open.engine.close();
    }
    vertx.close();
    stopped.completeExceptionally(new ServerException("the server has been closed"));
  }

  /** Waits for what happens on an event loop. */
  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** The engine of the moment: a request that finds one just being replaced takes the next. */
  private final class Current implements Engine {
    @Override
    public Future<Response> execute(Request request, Caller caller, Cancellation cancellation) {
      return use(engine -> engine.execute(request, caller, cancellation));
    }

    @Override
    public String sdl() {
      return engine().sdl();
    }

    @Override
    public Future<Void> ping() {
      return use(FraiseQL::ping);
    }

    private <T> Future<T> use(Function<FraiseQL, Future<T>> work) {
      while (true) {
        Future<T> done = current().use(work);
        if (done != null) {
          return done;
        }
      }
    }
  }
}
