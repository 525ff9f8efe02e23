package org.fraiseql;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.command.CommandPlan;
import org.fraiseql.command.CommandRunner;
import org.fraiseql.command.Result;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.operation.Prepared;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.resolver.Filled;
import org.fraiseql.resolver.Plan;
import org.fraiseql.resolver.Refusal;
import org.fraiseql.sql.JsonStrings;

/**
 * Carries out the commands of one mutation, one after the other, each in its own transaction. A
 * command that fails does not stop those behind it. For one request.
 */
final class Mutations {

  /** One field of a mutation. */
  sealed interface Step {

    String responseKey();

    /** {@code __typename}. */
    record TypeName(String responseKey) implements Step {}

    /**
     * A command.
     *
     * @param fields what Java computes in its answer, if anything
     */
    record Command(CommandPlan plan, Plan fields) implements Step {
      @Override
      public String responseKey() {
        return plan.responseKey();
      }
    }

    /** A field that Java answers. */
    record Written(String responseKey, Plan plan) implements Step {}
  }

  private final ModelKeeper keeper;
  private final Request request;
  private final Caller caller;
  private final Cancellation cancellation;
  private final Resolution resolution;
  private final StringBuilder data = new StringBuilder(512);
  private final List<Response.FieldFailure> failures = new ArrayList<>();

  Mutations(
      ModelKeeper keeper,
      Resolution resolution,
      Request request,
      Caller caller,
      Cancellation cancellation) {
    this.keeper = keeper;
    this.resolution = resolution;
    this.request = request;
    this.caller = caller;
    this.cancellation = cancellation;
  }

  static List<Explanation> explain(Model model, Prepared operation, Variables variables) {
    List<Explanation> explanations = new ArrayList<>();
    for (Step step : model.steps(operation, variables)) {
      if (step instanceof Step.Command(CommandPlan plan, Plan _)) {
        model
            .commands()
            .explain(plan, variables)
            .forEach(s -> explanations.add(new Explanation(s.sql(), s.parameters(), true)));
      }
    }
    return explanations;
  }

  /**
   * @throws ProblemException if an argument cannot be what Java takes; nothing is executed then
   */
  Future<Response> execute(Model model, Prepared operation, Variables variables) {
    List<Step> steps = model.steps(operation, variables);
    for (Step step : steps) {
      switch (step) {
        case Step.TypeName _ -> {}
        case Step.Written(String _, Plan plan) -> model.resolvers().check(plan, variables);
        case Step.Command(CommandPlan _, Plan fields) -> model.resolvers().check(fields, variables);
      }
    }
    return from(0, model, steps, variables, true).map(_ -> response());
  }

  private Future<Void> from(
      int index, Model model, List<Step> steps, Variables variables, boolean mayReload) {
    if (index == steps.size()) {
      return Future.succeededFuture();
    }
    Step step = steps.get(index);
    return answered(step, model, variables)
        .compose(
            filled ->
                mayReload && isStale(step, filled)
                    ? reloaded(index, model, steps, variables, filled)
                    : next(index, model, steps, variables, filled));
  }

  private Future<Filled> answered(Step step, Model model, Variables variables) {
    return switch (step) {
      case Step.TypeName _ -> Future.succeededFuture(filled("\"Mutation\""));
      case Step.Written(String responseKey, Plan plan) -> {
        try {
          yield resolution.mutation(model, plan, variables, caller, cancellation);
        } catch (ProblemException e) {
          yield Future.succeededFuture(failed(responseKey, e.problems().getFirst()));
        }
      }
      case Step.Command(CommandPlan plan, Plan fields) -> {
        Refusal refusal = model.resolvers().refusal(fields, variables);
        Future<Result> run =
            refusal == null
                ? model.commands().run(plan, variables, caller, cancellation)
                : Future.succeededFuture(refused(plan, refusal));
        yield run.compose(
            result ->
                switch (result) {
                  case Result.Failed(Problem problem) ->
                      Future.succeededFuture(failed(plan.responseKey(), problem));
                  case Result.Answered(String json) when fields.isWritten() ->
                      resolution.command(model, fields, json, variables, caller, cancellation);
                  case Result.Answered(String json) -> Future.succeededFuture(filled(json));
                });
      }
    };
  }

  private static Result refused(CommandPlan plan, Refusal refusal) {
    return new Result.Answered(
        CommandRunner.refused(plan, refusal.code(), refusal.message(), refusal.field()));
  }

  private static Filled filled(String json) {
    return new Filled(Buffer.buffer(json), List.of());
  }

  private static Filled failed(String responseKey, Problem problem) {
    return new Filled(
        Buffer.buffer("null"), List.of(new Filled.Failure(List.of(responseKey), problem)));
  }

  private Future<Void> next(
      int index, Model model, List<Step> steps, Variables variables, Filled filled) {
    add(steps.get(index).responseKey(), filled);
    return from(index + 1, model, steps, variables, true);
  }

  /** The command was rolled back, so it can be made anew on the catalogue as it is now, once. */
  private Future<Void> reloaded(
      int index, Model used, List<Step> steps, Variables variables, Filled filled) {
    return keeper
        .newerThan(used)
        .compose(
            newer -> {
              if (!newer) {
                return next(index, used, steps, variables, filled);
              }
              Model model = keeper.current();
              Prepared operation =
                  model.documents().parse(request.query()).operation(request.operationName());
              Variables again = operation.variables(request.variables());
              return from(index, model, model.steps(operation, again), again, false);
            });
  }

  private static boolean isStale(Step step, Filled filled) {
    return step instanceof Step.Command
        && !filled.failures().isEmpty()
        && filled.failures().getFirst().problem() instanceof DatabaseProblem.StaleSchema;
  }

  private void add(String responseKey, Filled filled) {
    filled.failures().forEach(f -> failures.add(new Response.FieldFailure(f.path(), f.problem())));
    data.append(data.isEmpty() ? '{' : ',')
        .append(JsonStrings.quote(responseKey))
        .append(':')
        .append(filled.json());
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
