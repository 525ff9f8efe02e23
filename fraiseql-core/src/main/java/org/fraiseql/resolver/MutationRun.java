package org.fraiseql.resolver;

import java.util.List;
import java.util.Objects;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.jspecify.annotations.Nullable;

/**
 * One field of a mutation that Java answers, or in whose answer it computes something. Blocks; for
 * one use.
 *
 * <p>The answer is made before the commit, so that it shows what was written: nothing is committed
 * whose answer cannot be given.
 */
final class MutationRun {

  private final Execution execution;
  private final Work work;
  private final Part part;
  private final Declarations declarations;
  private final Answer answer;
  private final Cell cell;

  MutationRun(Execution execution, Resolvers.Request request, Declarations declarations) {
    this.execution = execution;
    this.work = request.work();
    this.part = request.plan().parts().getFirst();
    this.declarations = declarations;
    this.answer = execution.answer();
    this.cell = new Cell(answer.data, part.responseKey(), part.type().nullable());
    answer.data.content = new Cell.Content.Members(List.of(cell));
  }

  Filled run() {
    Part.Call call = Objects.requireNonNull(part.call());
    try {
      List<Validation.Violation> violations = execution.violations(call);
      if (violations.isEmpty()) {
        committed(call, execution.called(call, null));
      } else {
        refused(call, Refusal.of(violations), Execution.problems(violations, call));
        work.rollBack();
      }
    } catch (Throwable e) {
      if (e instanceof ProblemException problem
          && problem.problems().getFirst() instanceof SessionProblem.Rejected rejected) {
        refused(call, Refusal.of(rejected), problem.problems());
      } else {
        answer.fail(cell, execution.problems(e, call));
      }
      work.abandon();
    }
    return filled();
  }

  private void committed(Part.Call call, @Nullable Object value) {
    complete(call, value);
    // An answer that could not be made stands for nothing that could be relied on.
    boolean unanswered = cell.content == null && !answer.failures().isEmpty();
    if (unanswered || isFailure(value)) {
      work.rollBack();
    } else {
      work.commit();
    }
  }

  private boolean isFailure(@Nullable Object value) {
    RecordDeclaration record = value == null ? null : declarations.records().get(value.getClass());
    return record != null && record.role() == RecordDeclaration.Role.FAILURE;
  }

  /** As the failure that the method could have returned, or else as problems. */
  private void refused(Part.Call call, Refusal refusal, List<? extends Problem> problems) {
    Object outcome = FailureRecord.of(refusal, call.method().result(), declarations);
    if (outcome == null) {
      answer.fail(cell, problems);
    } else {
      complete(call, outcome);
    }
  }

  private void complete(Part.Call call, @Nullable Object value) {
    Answer.Open open = new Answer.Open();
    execution.complete(part, call, cell, value, open);
    execution.fill(open);
  }

  /** Fills in what Java computes in a command's answer. */
  Filled fill(String json) {
    Answer.Open open = new Answer.Open();
    synchronized (answer) {
      new Splicing(open).fill(cell, Slice.of(Resolvers.bytes(json)), part, part.type());
    }
    execution.fill(open);
    work.rollBack();
    return filled();
  }

  private Filled filled() {
    boolean whole = answer.data.content != null;
    return new Filled(whole ? answer.json(cell) : null, answer.failures());
  }
}
