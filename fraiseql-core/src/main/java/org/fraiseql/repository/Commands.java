package org.fraiseql.repository;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fraiseql.command.CommandCompiler;
import org.fraiseql.command.CommandPlan;
import org.fraiseql.command.CommandRunner;
import org.fraiseql.command.Result;
import org.fraiseql.operation.Documents;
import org.fraiseql.operation.Prepared;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.Schema;
import org.jspecify.annotations.Nullable;

/** The commands of one state of the catalogue, as programs carry them out. Thread-safe. */
final class Commands {

  private static final int PLANS = 500;

  private final Schema schema;
  private final Documents documents;
  private final CommandCompiler compiler;
  private final CommandRunner runner;
  private final Inputs inputs;
  private final Map<Target, Answering> answerings = new ConcurrentHashMap<>();
  private final Cache<Key, CommandPlan> plans = Caffeine.newBuilder().maximumSize(PLANS).build();

  Commands(
      Schema schema,
      Documents documents,
      CommandCompiler compiler,
      CommandRunner runner,
      Values values) {
    this.schema = schema;
    this.documents = documents;
    this.compiler = compiler;
    this.runner = runner;
    this.inputs = new Inputs(values);
  }

  /** What a command's answer becomes. */
  private record Target(CommandField field, Class<?> type) {}

  private record Key(Target target, Object operation) {}

  /** A command with its values. */
  record Call<R>(CommandPlan plan, Variables variables, Answering answering, Class<R> type) {

    R answer(Result result) {
      return switch (result) {
        case Result.Answered(String json) -> answering.read(json, type);
        case Result.Failed(var problem) -> throw new ProblemException(problem);
      };
    }

    /** A refusal where one of several was refused. */
    ProblemException refused(String which, Result result) {
      return switch (result) {
        case Result.Answered(String json) -> answering.rejected(json, which);
        case Result.Failed(var problem) -> new ProblemException(problem);
      };
    }
  }

  CommandRunner runner() {
    return runner;
  }

  <R> Call<R> call(String function, Object input, Class<R> type, Envelope envelope) {
    CommandField field = named(function);
    Target target = new Target(field, type);
    Answering answering = answering(target);
    if (envelope.expectedVersion() != null && field.aggregate() == null) {
      throw new ProblemException(
          new SessionProblem.UnfitValue(
              "The expected version", "'" + function + "' names no aggregate that has one"));
    }
    Prepared prepared = documents.parse(text(field, envelope)).operation(null);
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("input", inputs.of(input, field.input()));
    if (envelope.idempotencyKey() != null) {
      raw.put("idempotencyKey", envelope.idempotencyKey());
    }
    if (envelope.expectedVersion() != null) {
      raw.put("expectedVersion", envelope.expectedVersion());
    }
    Variables variables = prepared.variables(raw);
    CommandPlan plan =
        plans.get(
            new Key(target, prepared.planKey(variables)),
            _ -> compiler.compile(selection(answering, prepared, variables), answering.field()));
    return new Call<>(plan, variables, answering, type);
  }

  private static Selection selection(Answering answering, Prepared prepared, Variables variables) {
    Map<String, Value> arguments = prepared.resolve(variables).selections().getFirst().arguments();
    CommandField field = answering.field();
    return new Selection(
        "result",
        field.name(),
        arguments,
        List.of(),
        Map.of(
            field.success().typeName(), answering.accepted(),
            field.failure().typeName(), answering.rejected()));
  }

  private static String text(CommandField field, Envelope envelope) {
    CommandField.Input input = field.input();
    List<String> variables = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    variables.add("$input: " + (input == null ? "JSON" : input.typeName()) + "!");
    arguments.add("input: $input");
    if (envelope.idempotencyKey() != null) {
      variables.add("$idempotencyKey: String");
      arguments.add("idempotencyKey: $idempotencyKey");
    }
    if (envelope.expectedVersion() != null) {
      variables.add("$expectedVersion: Long");
      arguments.add("expectedVersion: $expectedVersion");
    }
    return "mutation(%s) { %s(%s) { __typename } }"
        .formatted(String.join(", ", variables), field.name(), String.join(", ", arguments));
  }

  private Answering answering(Target target) {
    Answering known = answerings.get(target);
    if (known == null) {
      known = Answering.of(target.type, target.field, schema);
      answerings.put(target, known);
    }
    return known;
  }

  /** The command of that name, in {@code public} or else in the only context that has it. */
  private CommandField named(String function) {
    List<CommandField> found = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (CommandField field : schema.commands()) {
      String name = field.routine().name();
      String whole = field.routine().context() + "." + name;
      boolean isPublic = field.routine().context().equals("public");
      if (function.equals(whole) || function.equals(name) && isPublic) {
        return field;
      }
      if (function.equals(name)) {
        found.add(field);
      }
      known.add(isPublic ? name : whole);
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new ProblemException(
        new SessionProblem.UnknownCommand(function, Hint.of(function, known)));
  }
}
