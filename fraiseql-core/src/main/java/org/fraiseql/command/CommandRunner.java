package org.fraiseql.command;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.Database;
import org.fraiseql.database.RefusedException;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Carries commands out, each in a transaction of its own. Thread-safe.
 *
 * <p>What a routine wrote stays only if it accepted, its answer was made and the transaction was
 * committed; the answer is given after that.
 */
public final class CommandRunner {

  private final Database database;
  private final InputText inputs;
  private final Failures failures;
  private final IdempotencyKeys keys;

  /**
   * A runner for one state of the catalogue.
   *
   * @param enumNames the labels of an enum that have another name in GraphQL, with that name
   * @param messages what a constraint's comment lets clients know, if anything
   * @param ruleClass the class of SQLSTATEs by which the database's own rules refuse
   * @param lifetime how long answers are kept under idempotency keys
   */
  public CommandRunner(
      Database database,
      Function<PgType, Map<String, String>> enumNames,
      List<Constraint> constraints,
      Function<Constraint, @Nullable String> messages,
      String ruleClass,
      Duration lifetime) {
    this.database = database;
    this.inputs = new InputText(enumNames);
    this.keys = new IdempotencyKeys(lifetime);
    this.failures =
        new Failures(
            database, new Rejections(ruleClass, constraints, messages), constraints, messages);
  }

  /** A statement of a command, with what is bound to it. */
  public record Explained(String sql, List<@Nullable Object> parameters) {}

  /**
   * The statements of a command, in order; nothing is executed.
   *
   * @throws ProblemException if an argument cannot be used
   */
  public List<Explained> explain(CommandPlan plan, Variables variables) {
    return Execution.of(plan, variables, Caller.NOBODY, inputs, keys).explained();
  }

  /**
   * Carries one command out.
   *
   * @return never fails but for defects of our own, and with a {@link
   *     org.fraiseql.problem.DatabaseProblem.StaleSchema} if the plan no longer fits the database
   */
  public Future<Result> run(
      CommandPlan plan, Variables variables, Caller caller, Cancellation cancellation) {
    Execution execution;
    try {
      execution = Execution.of(plan, variables, caller, inputs, keys);
    } catch (ProblemException e) {
      return Future.succeededFuture(new Result.Failed(e.problems().getFirst()));
    }
    return database
        .write(caller, plan.field().isolation(), cancellation, execution::in)
        .recover(
            failure ->
                failure instanceof RefusedException refused
                    ? failures.of(refused.refusal(), execution, caller, cancellation)
                    : failure instanceof ProblemException e
                        ? Future.succeededFuture(new Result.Failed(e.problems().getFirst()))
                        : Future.failedFuture(failure));
  }
}
