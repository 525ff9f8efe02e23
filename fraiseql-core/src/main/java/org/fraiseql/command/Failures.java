package org.fraiseql.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.database.Refusal;
import org.fraiseql.database.RefusedException;
import org.fraiseql.problem.CommandProblem;
import org.fraiseql.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL refused in a command, after the rollback: a rejection, a fault of the input, or a
 * problem that says no more than a reference. Thread-safe.
 */
final class Failures {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Rejections rejections;
  private final List<Constraint> constraints;
  private final Function<Constraint, @Nullable String> messages;

  Failures(
      Rejections rejections,
      List<Constraint> constraints,
      Function<Constraint, @Nullable String> messages) {
    this.rejections = rejections;
    this.constraints = constraints;
    this.messages = messages;
  }

  /** Tries a statement without effects, which fails as it fails, and ends nothing else. */
  @FunctionalInterface
  interface Tries {
    Future<Void> attempt(String sql, List<String> parameters);
  }

  Future<Result> of(Refusal refusal, Execution execution, Tries tries) {
    if (execution.stage() == Execution.Stage.DOMAINS) {
      return faulty(execution, 0, tries);
    }
    CommandPlan plan = execution.plan();
    Rejection rejection = rejections.of(refusal, plan.field());
    if (rejection != null) {
      return Future.succeededFuture(
          new Result.Answered(Answers.rejected(plan.rejected(), rejection)));
    }
    return Future.succeededFuture(new Result.Failed(problem(refusal, execution)));
  }

  private static Problem problem(Refusal refusal, Execution execution) {
    String command = execution.plan().field().name();
    boolean inRoutine = refusal.where() != null;
    if (execution.stage() == Execution.Stage.CLAIM) {
      return inRoutine ? refusal.masked() : keysUnavailable(refusal, command);
    }
    if (refusal.sqlState().equals(INSUFFICIENT_PRIVILEGE)) {
      // For the log, which says which right; the client gets to know the command.
      refusal.problem();
      return new CommandProblem.NotAllowed(command);
    }
    // Others were first, wherever it was: what is begun anew for that never comes here.
    if (refusal.sqlState().equals(LOCK_NOT_AVAILABLE) || refusal.sqlState().startsWith("40")) {
      return refusal.problem();
    }
    // What fails inside the routine says nothing about our statement or the client's values.
    return inRoutine ? refusal.masked() : refusal.problem();
  }

  private static Problem keysUnavailable(Refusal refusal, String command) {
    return switch (refusal.sqlState()) {
      case "42883", "3F000", "42P01", INSUFFICIENT_PRIVILEGE ->
          new CommandProblem.KeysUnavailable(command);
      default -> refusal.problem();
    };
  }

  /**
   * Finds the value that its domain refuses by trying one after the other, since PostgreSQL ends a
   * transaction at the first error.
   */
  private Future<Result> faulty(Execution execution, int index, Tries tries) {
    List<DomainChecks.Given> values = execution.domainValues();
    DomainChecks.Given value = values.get(index);
    if (index == values.size() - 1) {
      return Future.succeededFuture(invalid(execution, value));
    }
    String sql = "SELECT count(CAST($1::text AS " + value.domain().sqlName() + ")) AS valid";
    return tries
        .attempt(sql, List.of(value.text()))
        .transform(
            tried ->
                tried.succeeded()
                    ? faulty(execution, index + 1, tries)
                    : tried.cause() instanceof RefusedException
                        ? Future.succeededFuture(invalid(execution, value))
                        : Future.failedFuture(tried.cause()));
  }

  private Result invalid(Execution execution, DomainChecks.Given value) {
    String rule = null;
    for (Constraint constraint : constraints) {
      if (rule == null && DomainChecks.belongs(constraint, value.domain())) {
        rule = messages.apply(constraint);
      }
    }
    return new Result.Failed(
        new CommandProblem.InvalidInput(execution.plan().field().name(), value.field(), rule));
  }
}
