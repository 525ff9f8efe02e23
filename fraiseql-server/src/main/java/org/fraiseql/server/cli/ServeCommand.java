package org.fraiseql.server.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.fraiseql.FraiseQL;
import org.fraiseql.Settings;
import org.fraiseql.server.http.HttpSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves any database. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Serves a database over HTTP. Waits for it when it cannot be reached.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ServeCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Mixin HttpArguments http;
  @Mixin DatabaseArguments arguments;
  @Mixin DatabaseAddress database;

  @Override
  public Integer call() throws InterruptedException {
    Console console = Console.of(command.commandLine());
    HttpSettings httpSettings = http.settings(arguments);
    Settings settings =
        arguments.settings(database.uri(), httpSettings.callers().mapped().values());
    Service service = Service.listen(httpSettings, "the database is looked for");
    FraiseQL engine;
    try {
      engine = service.serve(settings);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
    Signals.endWithHooks();
    engine
        .ready()
        .onSuccess(
            report -> {
              console.say(StartReport.of(report));
              console.result("ready: " + service.url());
            });
    console.say("listening on " + service.url() + "; the database is looked for");
    new CountDownLatch(1).await();
    return 0;
  }
}
