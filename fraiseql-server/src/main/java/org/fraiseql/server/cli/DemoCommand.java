package org.fraiseql.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fraiseql.FraiseQL;
import org.fraiseql.server.Console;
import org.fraiseql.server.RunningServer;
import org.fraiseql.server.Signals;
import org.fraiseql.server.StartReport;
import org.fraiseql.server.http.HttpSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows everything at once, without anything to prepare. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts a PostgreSQL of its own, fills it with a shop and serves that.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DemoCommand implements Callable<Integer> {

  /** Its projects are shown; row-level security hides those of the others. */
  private static final String FIRST_TENANT = "40a6d137-32a4-de23-af98-3ddcfa762bef";

  @Spec CommandSpec command;

  @Option(
      names = "--customers",
      defaultValue = "1000",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "How many customers the shop has. Default: ${DEFAULT-VALUE}.")
  int customers;

  @Mixin HttpArguments http;
  @Mixin DatabaseArguments arguments;

  private @Nullable RunningServer server;
  private @Nullable DemoDatabase database;
  private volatile boolean stopping;

  @Override
  public Integer call() throws Exception {
    Console console = CommandLines.console(command.commandLine());
    arguments.set.putIfAbsent("app.tenant_id", FIRST_TENANT);
    HttpSettings settings = http.settings(arguments);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    Signals.endWithHooks();
    CountDownLatch never = new CountDownLatch(1);
    try {
      RunningServer listening = listen(settings);
      DemoDatabase shop = load(console);
      FraiseQL engine = listening.open(arguments.settings(shop.uri()));
      console.say("");
      console.say(StartReport.of(Waiting.forDatabase(engine)));
      console.result("ready: " + listening.url());
    } catch (Exception e) {
      if (stopping) {
        // It fails because it is being stopped, and the process ends by itself.
        never.await();
      }
      throw e;
    }
    never.await();
    return ExitCode.OK;
  }

  private synchronized RunningServer listen(HttpSettings settings) {
    RunningServer listening = RunningServer.listen(settings, "the shop is loaded");
    server = listening;
    return listening;
  }

  private DemoDatabase load(Console console) throws IOException, SQLException {
    console.say("starting PostgreSQL …");
    DemoDatabase started = startDatabase();
    console.say(String.format(Locale.ROOT, "loading the shop with %,d customers …", customers));
    started.load(customers, progress -> console.say("  " + progress));
    return started;
  }

  /** Under the lock, so that whoever stops the process meets either nothing or a server. */
  private synchronized DemoDatabase startDatabase() throws IOException {
    DemoDatabase started = DemoDatabase.start(Path.of(System.getProperty("java.io.tmpdir")));
    database = started;
    return started;
  }

  /** From the front to the back, so that running requests can still end. */
  private void stop() {
    stopping = true;
    synchronized (this) {
      if (server != null) {
        server.close();
      }
      if (database != null) {
        database.close();
      }
    }
  }
}
