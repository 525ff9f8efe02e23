package org.fraiseql.command;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.Database;
import org.fraiseql.database.Ending;
import org.fraiseql.database.Isolation;
import org.fraiseql.database.RefusedException;
import org.fraiseql.database.Transaction;
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
        new Failures(new Rejections(ruleClass, constraints, messages), constraints, messages);
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

  /** The answer of a command that is refused for a fault of its input, before it is tried. */
  public static String refused(
      CommandPlan plan, String code, String message, @Nullable String field) {
    return Answers.rejected(plan.rejected(), new Rejection(code, message, field, null, null));
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
        .recover(failure -> failed(failure, execution, tries(caller, cancellation)));
  }

  private Future<Result> failed(Throwable failure, Execution execution, Failures.Tries tries) {
    return failure instanceof RefusedException refused
        ? failures.of(refused.refusal(), execution, tries)
        : failure instanceof ProblemException e
            ? Future.succeededFuture(new Result.Failed(e.problems().getFirst()))
            : Future.failedFuture(failure);
  }

  /** Statements that are tried in transactions of their own. */
  private Failures.Tries tries(Caller caller, Cancellation cancellation) {
    return (sql, parameters) ->
        database
            .<Boolean>write(
                caller,
                Isolation.DEFAULT,
                cancellation,
                transaction ->
                    transaction.query(sql, parameters).map(_ -> new Ending.RollBack<>(true)))
            .mapEmpty();
  }

  /**
   * Carries one command out as a part of a transaction that is there, and that goes on afterwards:
   * what was not accepted has left nothing in it.
   *
   * @return as {@link #run}
   */
  public Future<Result> within(
      CommandPlan plan, Variables variables, Caller caller, Transaction transaction) {
    return withinAll(plan, List.of(variables), caller, transaction)
        .map(
            batch ->
                switch (batch) {
                  case Batch.Kept(List<Result.Answered> answers) -> answers.getFirst();
                  case Batch.Undone(int _, Result result) -> result;
                });
  }

  /**
   * Carries a command out for several inputs, all or none, without waiting for one before the next
   * is sent.
   *
   * @return as {@link #run}
   */
  public Future<Batch> withinAll(
      CommandPlan plan, List<Variables> inputsOfAll, Caller caller, Transaction transaction) {
    List<Execution> executions = new ArrayList<>();
    for (Variables variables : inputsOfAll) {
      try {
        executions.add(Execution.of(plan, variables, caller, inputs, keys));
      } catch (ProblemException e) {
        Result failed = new Result.Failed(e.problems().getFirst());
        return Future.succeededFuture(new Batch.Undone(executions.size(), failed));
      }
    }
    return new BatchRun(transaction, executions).run(this::failed);
  }
}
