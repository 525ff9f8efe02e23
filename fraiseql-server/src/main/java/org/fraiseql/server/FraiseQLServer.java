package org.fraiseql.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.fraiseql.Settings;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.http.HttpSettings;

/**
 * A server as it is set up, for a program of one's own. Immutable: each method answers a changed
 * one.
 *
 * <pre>{@code
 * void main() {
 *   FraiseQLServer.at("postgresql://api:secret@localhost:5432/shop")
 *       .settings(settings -> settings.withRoles(List.of("shop_api")))
 *       .serve(8080);
 * }
 * }</pre>
 *
 * <p>A test starts it on a free port and closes it:
 *
 * <pre>{@code
 * try (RunningServer server = FraiseQLServer.at(uri).start(0)) {
 *   server.awaitReady(Duration.ofSeconds(30));
 *   … server.url() …
 * }
 * }</pre>
 */
public final class FraiseQLServer {

  private static final String WAITING = "the database is looked for";

  private final Settings settings;
  private final HttpSettings http;

  private FraiseQLServer(Settings settings, HttpSettings http) {
    this.settings = settings;
    this.http = http;
  }

  /**
   * With the default set-up, for this machine only.
   *
   * @param database {@code postgresql://user:password@host:port/database}
   */
  public static FraiseQLServer at(String database) {
    return new FraiseQLServer(Settings.of(database), HttpSettings.DEFAULT);
  }

  /**
   * Adds methods and types of Java's to the API.
   *
   * @param declarations objects, or classes of records and interfaces: see {@link org.fraiseql.api}
   */
  public FraiseQLServer api(Object... declarations) {
    List<Object> all = new ArrayList<>(settings.api());
    all.addAll(List.of(declarations));
    return settings(set -> set.withApi(List.copyOf(all)));
  }

  /** Changes how the engine is set up. */
  public FraiseQLServer settings(UnaryOperator<Settings> change) {
    return new FraiseQLServer(change.apply(settings), http);
  }

  /**
   * Changes how the HTTP interface is set up. The roles and settings that its callers get are made
   * known to the engine.
   */
  public FraiseQLServer http(UnaryOperator<HttpSettings> change) {
    return new FraiseQLServer(settings, change.apply(http));
  }

  /**
   * Serves until the process ends, as {@code fraiseql serve} does: says on the error output what is
   * found and on the standard output, last, {@code ready: http://localhost:8080/graphql}. Returns
   * at once; the process lives on. Ctrl-C and SIGTERM let running requests end, then end the
   * process with 130 and 0.
   *
   * @param port 0 takes any free one
   * @throws ServerException if the port cannot be taken
   * @throws ProblemException if the settings cannot work
   */
  public RunningServer serve(int port) {
    return serve(port, Console.standard());
  }

  /** The same with another place to write to. */
  public RunningServer serve(int port, Console console) {
    RunningServer server = start(port);
    server.stopWithProcess();
    console.say("listening on " + server.url() + "; " + WAITING);
    server
        .engine()
        .ready()
        .onSuccess(
            report -> {
              console.say(StartReport.of(report));
              console.result("ready: " + server.url());
            })
        .onFailure(failure -> refuse(failure, console));
    return server;
  }

  /** What Java declares does not fit, and the settings are strict. */
  private static void refuse(Throwable failure, Console console) {
    if (failure instanceof ProblemException e) {
      e.problems().forEach(problem -> console.say(ProblemText.of(problem) + "\n"));
    } else {
      console.say("fraiseql: " + failure.getMessage());
    }
    Signals.exit(1);
  }

  /**
   * Serves until it is closed, and prints nothing. Returns at once, whether the database can be
   * reached or not.
   *
   * @param port 0 takes any free one
   * @throws ServerException if the port cannot be taken
   * @throws ProblemException if the settings cannot work
   */
  public RunningServer start(int port) {
    RunningServer server = RunningServer.listen(http.withAddress(http.host(), port), WAITING);
    try {
      server.open(settings);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
