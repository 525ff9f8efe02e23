package org.fraiseql.resolver;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/** One query, of which Java answers a part. Blocks; for one use. */
final class QueryRun {

  private final Execution execution;
  private final Plan plan;
  private final Work work;
  private final Answer answer;
  private final Map<Part, Cell> compiled = new IdentityHashMap<>();
  private volatile @Nullable ProblemException refusal;

  QueryRun(Execution execution, Resolvers.Request request) {
    this.execution = execution;
    this.plan = request.plan();
    this.work = request.work();
    this.answer = execution.answer();
  }

  /**
   * @param statement what PostgreSQL answers
   */
  Filled run(@Nullable Future<Buffer> statement) {
    Answer.Open open = new Answer.Open();
    List<Cell> cells = new ArrayList<>();
    answer.data.content = new Cell.Content.Members(cells);
    for (Part part : plan.parts()) {
      Cell cell = new Cell(answer.data, part.responseKey(), part.type().nullable());
      cells.add(cell);
      if (part.call() != null) {
        open.add(part, new Waiting(cell, null));
      } else if (part.name().equals(Planner.TYPE_NAME)) {
        cell.text(JsonStrings.quote(plan.root()));
      } else {
        compiled.put(part, cell);
      }
    }
    try {
      fill(open, statement);
    } finally {
      if (execution.isLate()) {
        work.abandon();
      } else {
        work.rollBack();
      }
    }
    boolean whole = answer.data.content != null;
    return new Filled(whole ? answer.json(answer.data) : null, answer.failures());
  }

  private void fill(Answer.Open open, @Nullable Future<Buffer> statement) {
    Thread database = statement == null ? null : Thread.startVirtualThread(() -> fill(statement));
    execution.fill(open);
    if (database != null) {
      Execution.joined(database);
    }
    ProblemException refused = refusal;
    if (refused != null) {
      throw refused;
    }
  }

  /** Waits for what PostgreSQL answers, and has computed what Java computes in it. */
  private void fill(Future<Buffer> statement) {
    Answer.Open open = new Answer.Open();
    try {
      byte[] body = statement.toCompletionStage().toCompletableFuture().get().getBytes();
      Map<String, Slice> members = new HashMap<>();
      Slice.of(body).members((_, data) -> data.members(members::put));
      synchronized (answer) {
        compiled.forEach(
            (part, cell) -> {
              Slice value = Objects.requireNonNull(members.get(part.responseKey()));
              new Splicing(open).fill(cell, value, part, part.type());
            });
      }
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e : e.getCause());
      return;
    } catch (Throwable e) {
      failed(e);
      return;
    }
    execution.fill(open);
  }

  private void failed(Throwable cause) {
    if (cause instanceof ProblemException e) {
      Problem first = e.problems().getFirst();
      if (first instanceof CallerProblem || first instanceof DatabaseProblem.StaleSchema) {
        refusal = e;
        execution.cancel();
      } else {
        compiled.values().forEach(cell -> answer.fail(cell, e.problems()));
      }
    } else {
      compiled.forEach(
          (part, cell) -> answer.fail(cell, Masking.of(cause, part.name(), "The statement")));
    }
  }
}
