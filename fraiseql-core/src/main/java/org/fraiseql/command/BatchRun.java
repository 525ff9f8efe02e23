package org.fraiseql.command;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.database.Ending;
import org.fraiseql.database.RefusedException;
import org.fraiseql.database.Savepoint;
import org.fraiseql.database.Transaction;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Commands of one batch on their way through a transaction. For one use; confined to its event
 * loop.
 */
final class BatchRun {

  /** What a failure of a command comes to. */
  @FunctionalInterface
  interface Failing {
    Future<Result> of(Throwable failure, Execution execution, Failures.Tries tries);
  }

  private final Transaction transaction;
  private final List<Execution> executions;

  /** What ended the batch: all that failed later only came of it. */
  private @Nullable Integer firstFailed;

  BatchRun(Transaction transaction, List<Execution> executions) {
    this.transaction = transaction;
    this.executions = executions;
  }

  Future<Batch> run(Failing failing) {
    Savepoint savepoint = transaction.savepoint();
    List<Future<Ending<Result>>> endings = new ArrayList<>();
    for (int i = 0; i < executions.size(); i++) {
      int index = i;
      endings.add(
          executions
              .get(i)
              .in(transaction)
              .compose(this::carriedOut)
              .onFailure(_ -> failed(index)));
    }
    return Future.join(endings)
        .transform(
            done -> {
              if (done.failed()) {
                return afterFailure(endings, savepoint, failing);
              }
              Batch.@Nullable Undone refused = refused(endings);
              return refused == null
                  ? kept(endings, savepoint)
                  : savepoint.rollBack().map((Batch) refused);
            });
  }

  private void failed(int index) {
    if (firstFailed == null) {
      firstFailed = index;
    }
  }

  /** The last statement of a command that would be sent with the commit, if one came now. */
  private Future<Ending<Result>> carriedOut(Ending<Result> ending) {
    return ending instanceof Ending.CommitAfter<Result> last
        ? transaction
            .query(last.sql(), last.parameters())
            .map(rows -> new Ending.Commit<>(last.last().apply(rows)))
        : Future.succeededFuture(ending);
  }

  private static Batch.@Nullable Undone refused(List<Future<Ending<Result>>> endings) {
    for (int i = 0; i < endings.size(); i++) {
      if (endings.get(i).result() instanceof Ending.RollBack<Result>(Result result)) {
        return new Batch.Undone(i, result);
      }
    }
    return null;
  }

  private static Future<Batch> kept(List<Future<Ending<Result>>> endings, Savepoint savepoint) {
    List<Result.Answered> answers = new ArrayList<>();
    for (Future<Ending<Result>> ending : endings) {
      if (ending.result() instanceof Ending.Commit<Result>(Result.Answered answer)) {
        answers.add(answer);
      }
    }
    return savepoint.release().map(new Batch.Kept(List.copyOf(answers)));
  }

  private Future<Batch> afterFailure(
      List<Future<Ending<Result>>> endings, Savepoint savepoint, Failing failing) {
    int index = firstFailed == null ? 0 : firstFailed;
    Throwable failure = endings.get(index).cause();
    return savepoint
        .rollBack()
        .transform(
            undone ->
                undone.succeeded()
                    ? failing.of(failure, executions.get(index), this::attempt)
                    : lost(failure))
        .map(result -> new Batch.Undone(index, result));
  }

  /** There is no going back, so the whole transaction has failed. */
  private static Future<Result> lost(Throwable failure) {
    return switch (failure) {
      case RefusedException refused ->
          Future.succeededFuture(new Result.Failed(refused.refusal().problem()));
      case ProblemException e -> Future.succeededFuture(new Result.Failed(e.problems().getFirst()));
      default -> Future.failedFuture(failure);
    };
  }

  private Future<Void> attempt(String sql, List<String> parameters) {
    Savepoint savepoint = transaction.savepoint();
    return transaction
        .query(sql, parameters)
        .transform(
            tried ->
                savepoint
                    .rollBack()
                    .compose(
                        _ ->
                            tried.succeeded()
                                ? Future.succeededFuture()
                                : Future.failedFuture(tried.cause())));
  }
}
