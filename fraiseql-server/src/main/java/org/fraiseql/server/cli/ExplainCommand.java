package org.fraiseql.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import org.fraiseql.Explanation;
import org.fraiseql.FraiseQL;
import org.fraiseql.Request;
import org.fraiseql.server.Console;
import org.fraiseql.server.ServerException;
import org.fraiseql.server.http.EventLoops;
import org.fraiseql.server.http.Requests;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a query becomes. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints the one SQL statement that a query becomes, or those of a mutation's commands,"
            + " with their parameters.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ExplainCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec CommandSpec command;

  @Parameters(paramLabel = "QUERY", description = "The GraphQL document.")
  String query;

  @Option(names = "--variables", paramLabel = "JSON", description = "The variables, an object.")
  @Nullable String variables;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "Which operation of the document.")
  @Nullable String operation;

  @Option(
      names = "--analyze",
      description = "Execute the statement and print PostgreSQL's plan with times.")
  boolean analyze;

  @Mixin DatabaseArguments arguments;
  @Mixin DatabaseAddress database;

  @Override
  public Integer call() throws JsonProcessingException {
    Console console = CommandLines.console(command.commandLine());
    Request request = Requests.of(query, operation, variables);
    Vertx vertx = EventLoops.start();
    try (FraiseQL engine = FraiseQL.open(vertx, arguments.settings(database.uri()))) {
      Waiting.forDatabase(engine);
      List<Explanation> explanations = engine.explain(request);
      if (explanations.isEmpty()) {
        console.result("-- The answer needs no statement.");
        return 0;
      }
      if (analyze && explanations.stream().anyMatch(Explanation::writes)) {
        throw new ServerException(
            "--analyze executes the statements, which would carry the command out: leave it out");
      }
      for (Explanation explanation : explanations) {
        console.result(explanation.sql());
        int number = 0;
        for (Object parameter : explanation.parameters()) {
          number++;
          console.result("-- $" + number + " = " + JSON.writeValueAsString(parameter));
        }
        if (analyze) {
          console.result("");
          engine.analyze(explanation, arguments.caller()).forEach(console::result);
        }
      }
      return 0;
    } finally {
      vertx.close();
    }
  }
}
