package org.fraiseql.server.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.fraiseql.FraiseQL;
import org.fraiseql.server.Console;
import org.fraiseql.server.RunningServer;
import org.fraiseql.server.StartReport;
import org.fraiseql.server.embedded.EmbeddedServer;
import org.fraiseql.server.http.HttpSettings;
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

  @Override
  public Integer call() throws Exception {
    Console console = CommandLines.console(command.commandLine());
    arguments.set.putIfAbsent("app.tenant_id", FIRST_TENANT);
    HttpSettings settings = http.settings(arguments);
    StopOrder order = StopOrder.begin();
    try {
      RunningServer server =
          order.start(() -> RunningServer.listen(settings, "the shop is loaded"));
      console.say("starting PostgreSQL …");
      EmbeddedServer postgres = order.start(EmbeddedServer::start);
      console.say(String.format(Locale.ROOT, "loading the shop with %,d customers …", customers));
      String uri = DemoDatabase.load(postgres, customers, progress -> console.say("  " + progress));
      FraiseQL engine = server.open(arguments.settings(uri));
      console.say("");
      console.say(StartReport.of(Waiting.forDatabase(engine)));
      console.result("ready: " + server.url());
    } catch (Exception e) {
      if (!order.stopping()) {
        throw e;
      }
      // It fails because it is being stopped, and the process ends by itself.
    }
    StopOrder.awaitStop();
    return ExitCode.OK;
  }
}
