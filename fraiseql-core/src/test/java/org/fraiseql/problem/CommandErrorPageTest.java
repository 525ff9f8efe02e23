package org.fraiseql.problem;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.schema.RejectionCode;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors/command.md} what the problems and the codes of rejections say. */
class CommandErrorPageTest {

  private static final ErrorPage PAGE =
      new ErrorPage(
          "command.md",
          """
          # Errors of commands: FQ-4xx, and the codes of rejections

          Generated from the problems and the codes themselves.

          A command that is *rejected* is answered: the error type of its union has a `code`. Besides the codes that the command declares there are these:

          | code | what it means | SQLSTATE |
          |---|---|---|
          """
              + Stream.of(RejectionCode.values())
                  .map(
                      code ->
                          "| "
                              + code
                              + " | "
                              + code.description()
                              + " | "
                              + String.join(", ", code.sqlStates())
                              + " |\n")
                  .collect(Collectors.joining())
              + """

              A SQLSTATE of the database's own rule class (`DR…`, see `--rule-class`) is a rejection too: its hint is the code, its message the message. Every other
              SQLSTATE is in `errors`, the field is null, and nothing of the command is left: those below, and those of [the database](database.md).
              None of them repeats what PostgreSQL said; where there is a reference, the log of the server has it.

              """,
          List.of(
              new CommandProblem.Malformed("createOrder", "p4qrsyh61fub"),
              new CommandProblem.Masked("createOrder", "p4qrsyh61fub"),
              new CommandProblem.InvalidInput(
                  "createOrder", "input.items[0].quantity", "A quantity is 1 to 10000."),
              new CommandProblem.KeyReused("createOrder"),
              new CommandProblem.InvalidKey("createOrder", 300, 255),
              new CommandProblem.KeysUnavailable("createOrder"),
              new CommandProblem.NotAllowed("createOrder")));

  @Test
  void everyKindHasAnExampleAndACodeOfItsOwn() {
    PAGE.assertComplete(CommandProblem.class);
  }

  @Test
  void thePageOfCommandErrorsIsUpToDate() throws IOException {
    PAGE.assertUpToDate();
  }
}
