package org.fraiseql.server.dev;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.fraiseql.Report;
import org.fraiseql.Settings;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.Console;
import org.fraiseql.server.ProblemText;
import org.fraiseql.server.RunningServer;
import org.fraiseql.server.ServerException;
import org.fraiseql.server.StartReport;
import org.fraiseql.server.embedded.EmbeddedServer;
import org.fraiseql.server.http.PageState;
import org.fraiseql.server.migration.ScriptFailure;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server in step with a project's migrations. What can be added is applied to the database
 * that is served; else a new one is built beside it and takes its place when it is complete. What
 * fails leaves everything as it was, and is shown.
 */
public final class Development {

  private final RunningServer server;
  private final Sources sources;
  private final Databases databases;
  private final Function<String, Settings> settings;
  private final PageState page;
  private final Console console;
  private @Nullable String live;
  private boolean broken;

  /**
   * @param flyway settings of Flyway's
   * @param role what requests run as, which must be there after the migrations
   * @param settings the engine's for a database's address
   */
  public Development(
      RunningServer server,
      EmbeddedServer postgres,
      Sources sources,
      Map<String, String> flyway,
      @Nullable String role,
      Function<String, Settings> settings,
      PageState page,
      Console console) {
    this.server = server;
    this.sources = sources;
    this.databases = new Databases(postgres, sources, flyway, role);
    this.settings = settings;
    this.page = page;
    this.console = console;
  }

  /** Serves, and then applies whatever changes. Ends only when it is interrupted. */
  public void run() throws InterruptedException {
    Sources.Seen seen = sources.look();
    attempt(this::build);
    while (true) {
      Sources.Seen next = sources.awaitChange(seen);
      boolean reseeded = !next.data().equals(seen.data());
      seen = next;
      attempt(() -> follow(reseeded));
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
      if (broken) {
        broken = false;
        page.mended();
        console.say("mended");
      }
    } catch (ScriptFailure e) {
      broken(e.text());
    } catch (ProblemException e) {
      broken(ProblemText.of(e.problems().getFirst()));
    } catch (ServerException e) {
      broken("error: " + e.getMessage());
    }
  }

  private void broken(String text) {
    String kept = live == null ? "Nothing is served yet." : "What is served stays as it was.";
    broken = true;
    page.problem(text + "\n\n" + kept);
    console.say("");
    console.say(text);
    console.say("  " + kept);
  }

  private void follow(boolean reseeded) {
    String served = live;
    if (served == null || reseeded) {
      build();
      return;
    }
    switch (databases.migrations(served).needed()) {
      // What has been applied may still not be served, for the sake of what Java declares.
      case NOTHING -> refreshed();
      case MIGRATION -> apply(served);
      case NEW_DATABASE -> build();
    }
  }

  private void apply(String served) {
    Instant start = Instant.now();
    List<String> scripts;
    try {
      scripts = databases.migrations(served).run();
    } catch (ScriptFailure e) {
      // Of several scripts the first ones may have run.
      refreshed();
      throw e;
    }
    Report report = refreshed();
    changed("applied " + String.join(", ", scripts), start, report);
  }

  private Report refreshed() {
    try {
      return server.engine().refresh().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProblemException problem
          ? problem
          : new ServerException("the catalogue cannot be read: " + e.getCause());
    }
  }

  private void build() {
    Instant start = Instant.now();
    String former = live;
    String next = databases.build();
    Report report;
    try {
      report =
          server.switchTo(
              settings.apply(databases.uri(next)),
              () -> {
                if (former != null) {
                  databases.drop(former);
                }
              });
    } catch (RuntimeException e) {
      databases.drop(next);
      throw e;
    }
    live = next;
    if (former == null) {
      page.changed();
      console.say("");
      console.say(StartReport.of(report));
      console.result("ready: " + server.url());
    } else {
      changed("built a new database from all migrations", start, report);
    }
  }

  private void changed(String what, Instant start, Report report) {
    page.changed();
    console.say("");
    console.say("%s in %d ms".formatted(what, Duration.between(start, Instant.now()).toMillis()));
    console.say(StartReport.brief(report));
  }
}
