package org.fraiseql;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.command.CommandPlan;
import org.fraiseql.command.Result;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.operation.Prepared;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.sql.JsonStrings;

/**
 * Carries out the commands of one mutation, one after the other, each in its own transaction. A
 * command that fails does not stop those behind it. For one request.
 */
final class Mutations {

  /** One field of a mutation. */
  sealed interface Step {

    /** {@code __typename}. */
    record TypeName(String responseKey) implements Step {}

    /** A command. */
    record Command(CommandPlan plan) implements Step {}
  }

  private final ModelKeeper keeper;
  private final Request request;
  private final Caller caller;
  private final Cancellation cancellation;
  private final StringBuilder data = new StringBuilder(512);
  private final List<Response.FieldFailure> failures = new ArrayList<>();

  Mutations(ModelKeeper keeper, Request request, Caller caller, Cancellation cancellation) {
    this.keeper = keeper;
    this.request = request;
    this.caller = caller;
    this.cancellation = cancellation;
  }

  static List<Explanation> explain(Model model, Prepared operation, Variables variables) {
    List<Explanation> explanations = new ArrayList<>();
    for (Step step : model.steps(operation, variables)) {
      if (step instanceof Step.Command(CommandPlan plan)) {
        model
            .commands()
            .explain(plan, variables)
            .forEach(s -> explanations.add(new Explanation(s.sql(), s.parameters(), true)));
      }
    }
    return explanations;
  }

  Future<Response> execute(Model model, Prepared operation, Variables variables) {
    return from(0, model, model.steps(operation, variables), variables, true).map(_ -> response());
  }

  private Future<Void> from(
      int index, Model model, List<Step> steps, Variables variables, boolean mayReload) {
    if (index == steps.size()) {
      return Future.succeededFuture();
    }
    return switch (steps.get(index)) {
      case Step.TypeName(String responseKey) -> {
        add(responseKey, "\"Mutation\"");
        yield from(index + 1, model, steps, variables, true);
      }
      case Step.Command(CommandPlan plan) ->
          model
              .commands()
              .run(plan, variables, caller, cancellation)
              .compose(
                  result ->
                      mayReload && isStale(result)
                          ? reloaded(index, model, steps, variables, plan, result)
                          : next(index, model, steps, variables, plan, result));
    };
  }

  private Future<Void> next(
      int index,
      Model model,
      List<Step> steps,
      Variables variables,
      CommandPlan plan,
      Result result) {
    add(plan.responseKey(), result);
    return from(index + 1, model, steps, variables, true);
  }

  /** The command was rolled back, so it can be made anew on the catalogue as it is now, once. */
  private Future<Void> reloaded(
      int index,
      Model used,
      List<Step> steps,
      Variables variables,
      CommandPlan plan,
      Result result) {
    return keeper
        .newerThan(used)
        .compose(
            newer -> {
              if (!newer) {
                return next(index, used, steps, variables, plan, result);
              }
              Model model = keeper.current();
              Prepared operation =
                  model.documents().parse(request.query()).operation(request.operationName());
              Variables again = operation.variables(request.variables());
              return from(index, model, model.steps(operation, again), again, false);
            });
  }

  private static boolean isStale(Result result) {
    return result instanceof Result.Failed(DatabaseProblem.StaleSchema _);
  }

  private void add(String responseKey, Result result) {
    switch (result) {
      case Result.Answered(String json) -> add(responseKey, json);
      case Result.Failed failed -> {
        add(responseKey, "null");
        failures.add(new Response.FieldFailure(List.of(responseKey), failed.problem()));
      }
    }
  }

  private void add(String responseKey, String json) {
    data.append(data.isEmpty() ? '{' : ',')
        .append(JsonStrings.quote(responseKey))
        .append(':')
        .append(json);
  }

  private Response response() {
    for (Response.FieldFailure failure : failures) {
      // Who may not ask at all may not for any command, so nothing was executed.
      if (failure.problem() instanceof CallerProblem) {
        return new Response.Refused(List.of(failure.problem()));
      }
    }
    String json = data.append(data.isEmpty() ? "{}" : "}").toString();
    return failures.isEmpty()
        ? new Response.Data(Buffer.buffer("{\"data\":" + json + "}"))
        : new Response.Partial(Buffer.buffer(json), List.copyOf(failures));
  }
}
