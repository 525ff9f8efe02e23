package org.fraiseql.resolver;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.operation.Variables;
import org.jspecify.annotations.Nullable;

/**
 * Answers the fields that Java answers, on virtual threads. Thread-safe.
 *
 * <p>A query's parts are answered at the same time, those of PostgreSQL by one statement. What Java
 * computes inside of PostgreSQL's or its own values follows as soon as those are there.
 */
public final class Resolvers {

  private final Terms terms;

  /**
   * @param limit how long a method may take; one that is called for each of many objects, for all
   *     of them
   */
  public Resolvers(Declarations declarations, Validation validation, Duration limit) {
    this.terms = new Terms(declarations, validation, limit);
  }

  /** Who asks, and what for. */
  public record Request(
      Plan plan, Variables variables, Caller caller, Work work, Cancellation cancellation) {}

  /**
   * Answers a query.
   *
   * @param compiled what PostgreSQL answers to the plan's statement; null if it has none
   * @return fails with a ProblemException if an argument is at fault, or if PostgreSQL says that
   *     the caller may not ask or the plan no longer fits
   */
  public Future<Filled> query(Request request, @Nullable Future<Buffer> compiled) {
    return onVirtualThread(() -> new QueryRun(execution(request), request).run(compiled));
  }

  /** Carries out a field of a mutation that Java answers, in the work of the request. */
  public Future<Filled> mutation(Request request) {
    return onVirtualThread(
        () -> new MutationRun(execution(request), request, terms.declarations()).run());
  }

  /**
   * Fills in what Java computes in the answer of a command.
   *
   * @param json what the command answered to the plan's selection
   */
  public Future<Filled> command(Request request, String json) {
    return onVirtualThread(
        () -> new MutationRun(execution(request), request, terms.declarations()).fill(json));
  }

  /**
   * Does nothing if Java's types can hold all arguments.
   *
   * @throws org.fraiseql.problem.ProblemException if they cannot
   */
  public void check(Plan plan, Variables variables) {
    arguments(plan, variables);
  }

  /**
   * What Java's constraints say against a command that PostgreSQL carries out; null if nothing.
   *
   * @throws org.fraiseql.problem.ProblemException if Java's types cannot hold its input
   */
  public @Nullable Refusal refusal(Plan plan, Variables variables) {
    Part.Call command = plan.command();
    if (command == null) {
      return null;
    }
    ArgumentReader reader = new ArgumentReader(terms.declarations(), variables);
    @Nullable Object[] values = reader.read(command);
    reader.throwProblems();
    List<Validation.Violation> violations = terms.validation().violations(command.method(), values);
    return violations.isEmpty() ? null : Refusal.of(violations);
  }

  private Map<Part.Call, @Nullable Object[]> arguments(Plan plan, Variables variables) {
    ArgumentReader reader = new ArgumentReader(terms.declarations(), variables);
    Map<Part.Call, @Nullable Object[]> arguments = new IdentityHashMap<>();
    plan.calls().forEach(call -> arguments.put(call, reader.read(call)));
    if (plan.command() != null) {
      var checked = reader.read(plan.command());
    }
    reader.throwProblems();
    return arguments;
  }

  private Execution execution(Request request) {
    Map<Part.Call, @Nullable Object[]> arguments = arguments(request.plan, request.variables);
    Execution execution =
        new Execution(
            new Execution.Setting(terms, request.caller, request.work), new Answer(), arguments);
    request.cancellation.onCancel(execution::cancel);
    return execution;
  }

  private static Future<Filled> onVirtualThread(Callable<Filled> work) {
    Promise<Filled> promise = Promise.promise();
    Context context = Vertx.currentContext();
    Thread.startVirtualThread(
        () -> {
          Future<Filled> done;
          try {
            done = Future.succeededFuture(work.call());
          } catch (Throwable e) {
            done = Future.failedFuture(e);
          }
          Future<Filled> result = done;
          if (context == null) {
            promise.handle(result);
          } else {
            context.runOnContext(_ -> promise.handle(result));
          }
        });
    return promise.future();
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
