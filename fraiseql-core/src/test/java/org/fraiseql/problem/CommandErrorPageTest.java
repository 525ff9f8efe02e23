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

          A command that is *rejected* is answered: the error type of its union has a `code`. Besides the codes that \
          the command declares there are these:

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

              A SQLSTATE of the database's own rule class (`DR…`, see `--rule-class`) is a rejection too: its hint \
              is the code, its message the message.
              The message of a broken constraint is that of its comment (`@message`), or the one above. A rejection \
              without a message says: The command was refused.

              A command that *fails* is in `errors`, its field is null, and nothing of it is left in the database:

              | what PostgreSQL said | code |
              |---|---|
              | 40001, 40P01: others were in the way | FQ-513, after three repetitions |
              | 55P03: a lock is not to be had | FQ-514 |
              | 57014: the statement took too long, or nobody waits for its answer | FQ-504, FQ-505 |
              | 42501: a right is missing | FQ-407 |
              | the connection was lost | FQ-502, after two repetitions |
              | the connection was lost at COMMIT | FQ-512: here nobody knows what is left |
              | anything else inside the routine | FQ-511 |
              | anything else while the answer is read | as in [a query](database.md) |

              None of these texts repeats what PostgreSQL said; where there is a reference, the log of the server \
              has it. In HTTP the status is 200, since other
              commands of the same request may have succeeded. FQ-5xx are in [the list of the \
              database](database.md), FQ-4xx here:

              """,
          List.of(
              new CommandProblem.Malformed("createOrder", "5f0c81d2"),
              new CommandProblem.Masked("createOrder", "5f0c81d2"),
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
