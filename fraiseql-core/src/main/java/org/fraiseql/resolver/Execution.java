package org.fraiseql.resolver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fraiseql.database.Caller;
import org.fraiseql.declaration.JavaJson;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.declaration.MethodDeclaration.Parameter;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.CommandProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RequestProblem;
import org.fraiseql.problem.ResolverProblem;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.repository.Session;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods that an answer waits for, and those that their answers wait for in turn. Fields
 * that do not depend on one another are answered at the same time. Blocks; for one request.
 */
final class Execution {

  private final Setting setting;
  private final Answer answer;
  private final Map<Part.Call, @Nullable Object[]> arguments = new IdentityHashMap<>();
  private final Set<Invocation> running = new HashSet<>();
  private boolean cancelled;
  private volatile boolean late;

  /** What methods are called with, beside their field's arguments. */
  record Setting(Terms terms, Caller caller, Work work) {}

  /**
   * @param arguments of each call, with null for what is no argument
   */
  Execution(Setting setting, Answer answer, Map<Part.Call, @Nullable Object[]> arguments) {
    this.setting = setting;
    this.answer = answer;
    this.arguments.putAll(arguments);
  }

  /** Gives up all that runs, and what is still to be begun. */
  void cancel() {
    List<Invocation> due;
    synchronized (running) {
      cancelled = true;
      due = List.copyOf(running);
    }
    due.forEach(Invocation::cancel);
  }

  Answer answer() {
    return answer;
  }

  /** Whether a method has been given up, which may go on all the same. */
  boolean isLate() {
    return late;
  }

  /** Fills all places; returns when nothing waits any more. */
  void fill(Answer.Open open) {
    List<Thread> threads = new ArrayList<>();
    List<Part> parts = open.parts();
    for (int i = 1; i < parts.size(); i++) {
      Part part = parts.get(i);
      threads.add(Thread.startVirtualThread(() -> fill(part, open.of(part))));
    }
    if (!parts.isEmpty()) {
      fill(parts.getFirst(), open.of(parts.getFirst()));
    }
    for (Thread thread : threads) {
      joined(thread);
    }
  }

  static void joined(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  private void fill(Part part, List<Waiting> found) {
    List<Waiting> waiting = answer.visible(found);
    if (waiting.isEmpty()) {
      return;
    }
    Part.Call call = Objects.requireNonNull(part.call());
    Answer.Open open = new Answer.Open();
    try {
      List<Validation.Violation> violations = violations(call);
      if (!violations.isEmpty()) {
        failed(waiting, problems(violations, call));
      } else if (call.method().batch() == MethodDeclaration.Batch.ONE) {
        each(part, call, waiting, open);
      } else {
        together(part, call, waiting, open);
      }
    } catch (Throwable e) {
      failed(waiting, problems(e, call));
    }
    fill(open);
  }

  List<Validation.Violation> violations(Part.Call call) {
    return setting.terms.validation().violations(call.method(), values(call));
  }

  static List<? extends Problem> problems(List<Validation.Violation> violations, Part.Call call) {
    return violations.stream()
        .map(v -> new ResolverProblem.InvalidInput(call.method().name(), v.input(), v.rule()))
        .toList();
  }

  private void failed(List<Waiting> waiting, List<? extends Problem> problems) {
    waiting.forEach(each -> answer.fail(each.cell(), problems));
  }

  private @Nullable Object[] values(Part.Call call) {
    return Objects.requireNonNull(arguments.get(call));
  }

  /** One call for each object. */
  private void each(Part part, Part.Call call, List<Waiting> waiting, Answer.Open open)
      throws InterruptedException {
    long deadline = Invocation.deadline(setting.terms.limit());
    Places places = new Places(setting.work.session(), setting.terms.declarations());
    List<@Nullable Invocation> invocations = new ArrayList<>(waiting.size());
    for (Waiting one : waiting) {
      invocations.add(places.take(deadline) ? begun(call, one, places) : null);
    }
    places.noMore();
    for (int i = 0; i < waiting.size(); i++) {
      Cell cell = waiting.get(i).cell();
      Invocation invocation = invocations.get(i);
      try {
        if (invocation == null) {
          throw new Invocation.LateException();
        }
        complete(part, call, cell, invocation.await(deadline), open);
      } catch (Throwable e) {
        answer.fail(cell, problems(e, call));
      }
    }
  }

  private Invocation begun(Part.Call call, Waiting one, Places places) {
    Object parent;
    Invocation invocation;
    try {
      parent = one.source() == null ? null : parent(call, one.source());
      invocation = new Invocation(call.method(), arguments(call, parent, places.session()));
    } catch (Throwable e) {
      places.giveBack();
      Invocation failed = new Invocation(call.method(), new Object[0]);
      failed.giveUp(e);
      return failed;
    }
    start(invocation, places::giveBack);
    return invocation;
  }

  private void start(Invocation invocation, Runnable whenOver) {
    synchronized (running) {
      running.add(invocation);
    }
    invocation.start(
        () -> {
          synchronized (running) {
            running.remove(invocation);
          }
          whenOver.run();
        });
    boolean tooLate;
    synchronized (running) {
      tooLate = cancelled;
    }
    if (tooLate) {
      invocation.cancel();
    }
  }

  /** One call for all objects. */
  private void together(Part part, Part.Call call, List<Waiting> waiting, Answer.Open open)
      throws Throwable {
    List<Object> parents = new ArrayList<>(waiting.size());
    for (Waiting one : waiting) {
      parents.add(parent(call, Objects.requireNonNull(one.source())));
    }
    Object result = called(call, List.copyOf(parents));
    for (int i = 0; i < waiting.size(); i++) {
      Object value =
          switch (result) {
            case Map<?, ?> values -> values.get(parents.get(i));
            case List<?> values when values.size() == parents.size() -> values.get(i);
            case List<?> values ->
                throw new IllegalStateException(
                    "A list of "
                        + parents.size()
                        + " objects was answered with a list of "
                        + values.size()
                        + " values");
            case null, default ->
                throw new IllegalStateException("A list of objects was answered with " + result);
          };
      complete(part, call, waiting.get(i).cell(), value, open);
    }
  }

  /** What the method answers for the object, or all of them. */
  @Nullable Object called(Part.Call call, @Nullable Object parent) throws Throwable {
    @Nullable Object[] all = arguments(call, parent, setting.work.session());
    Invocation invocation = new Invocation(call.method(), all);
    start(invocation, () -> {});
    return invocation.await(Invocation.deadline(setting.terms.limit()));
  }

  void complete(Part part, Part.Call call, Cell cell, @Nullable Object value, Answer.Open open) {
    synchronized (answer) {
      if (!cell.isGone()) {
        new Completion(setting.terms.declarations(), answer, open, call.method().place())
            .fill(cell, value, part, part.type(), field(call));
      }
    }
  }

  private @Nullable Object[] arguments(Part.Call call, @Nullable Object parent, Session session) {
    @Nullable Object[] filled = values(call).clone();
    List<Parameter> parameters = call.method().parameters();
    for (int i = 0; i < filled.length; i++) {
      switch (parameters.get(i)) {
        case Parameter.Argument _ -> {}
        case Parameter.Parent _ -> filled[i] = parent;
        case Parameter.Injected(Class<?> type) ->
            filled[i] = type == Caller.class ? setting.caller : session;
      }
    }
    return filled;
  }

  /** The object as the method takes it: as a record of some of its components, perhaps. */
  private Object parent(Part.Call call, Waiting.Source source) throws Exception {
    RecordDeclaration wanted = call.method().parent().orElseThrow();
    return switch (source) {
      case Waiting.Source.Instance(Object record) when record.getClass() == wanted.type() -> record;
      case Waiting.Source.Instance(Object record) ->
          JavaJson.mapper().convertValue(record, wanted.type());
      case Waiting.Source.Document(List<String> members) ->
          JavaJson.mapper().readValue("{" + String.join(",", members) + "}", wanted.type());
    };
  }

  static String field(Part.Call call) {
    MethodDeclaration method = call.method();
    Class<?> on = method.on();
    return on == null ? method.name() : on.getSimpleName() + "." + method.name();
  }

  /** What a failure is for clients. */
  List<? extends Problem> problems(Throwable failure, Part.Call call) {
    return switch (failure) {
      case Invocation.LateException _ -> {
        late = true;
        Masking.LOG.warn("{} took longer than {}", call.method().place(), setting.terms.limit());
        yield List.of(new ResolverProblem.TookTooLong(field(call), setting.terms.limit()));
      }
      case ProblemException e when e.problems().stream().allMatch(Execution::isForClients) ->
          e.problems();
      default -> List.of(Masking.of(failure, field(call), call.method().place()));
    };
  }

  private static boolean isForClients(Problem problem) {
    return problem instanceof RequestProblem
        || problem instanceof CallerProblem
        || problem instanceof CommandProblem
        || problem instanceof DatabaseProblem
        || problem instanceof ResolverProblem
        || problem instanceof SessionProblem.Rejected;
  }
}
