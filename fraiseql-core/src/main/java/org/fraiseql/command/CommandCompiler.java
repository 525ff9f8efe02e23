package org.fraiseql.command;

import static org.fraiseql.sql.Identifiers.literal;
import static org.fraiseql.sql.Identifiers.quote;

import java.util.ArrayList;
import java.util.List;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.Routine;
import org.fraiseql.catalog.RoutineBody;
import org.fraiseql.command.CommandPlan.Member;
import org.fraiseql.command.CommandPlan.Source;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.ObjectType;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Parameters;
import org.fraiseql.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Compiles a field of a mutation. Pure and thread-safe. */
public final class CommandCompiler {

  /** Stands for a field: the routine's data as it is. */
  public static final String WHOLE_DATA = "*";

  private final PartCompiler parts;
  private final List<Constraint> constraints;

  /**
   * A compiler for one schema.
   *
   * @param constraints of the catalogue, among them the checks of domains
   */
  public CommandCompiler(PartCompiler parts, List<Constraint> constraints) {
    this.parts = parts;
    this.constraints = List.copyOf(constraints);
  }

  /**
   * The plan of one selected field.
   *
   * @throws org.fraiseql.problem.ProblemException if a null stands where a value must be
   */
  public CommandPlan compile(Selection selection, CommandField field) {
    Binding key = binding(selection, "idempotencyKey");
    boolean whole =
        selection.branch(field.success().typeName()).stream()
            .anyMatch(child -> child.name().equals(WHOLE_DATA));
    Outcomes outcomes = new Outcomes(field, key != null || whole);
    List<Member> accepted = outcomes.accepted(selection.branch(field.success().typeName()));
    List<Member> rejected = outcomes.rejected(selection.branch(field.failure().typeName()));
    return new CommandPlan(
        selection.responseKey(),
        field,
        RoutineBody.of(field.routine().source()),
        selection.argument("input").orElseGet(Value.Null::new),
        key,
        binding(selection, "expectedVersion"),
        DomainChecks.of(field.input(), constraints),
        lock(field.aggregate()),
        outcomes.call(),
        outcomes.replay(),
        outcomes.payload(),
        accepted,
        rejected);
  }

  private static @Nullable Statement lock(CommandField.@Nullable Aggregate aggregate) {
    if (aggregate == null) {
      return null;
    }
    Parameters parameters = new Parameters();
    String sql = "SELECT " + locked(aggregate, parameters) + " AS version";
    return new Statement(sql, parameters.bindings());
  }

  private static @Nullable Binding binding(Selection selection, String argument) {
    return selection.argument(argument).orElse(null) instanceof Value.Scalar given
        ? given.binding()
        : null;
  }

  /** The members of both answers, and the columns that they need. For one field. */
  private final class Outcomes {
    private final CommandField field;
    private final Parameters callParameters = new Parameters();
    private final Parameters replayParameters = new Parameters();
    private final Parameters payloadParameters = new Parameters();
    private final String callSource;
    private final String replaySource;
    private final StringBuilder callColumns = new StringBuilder();
    private final StringBuilder replayColumns = new StringBuilder();
    private final List<String> payloadColumns = new ArrayList<>();
    private int columns;

    /**
     * @param kept whether all of its data is wanted, as where the outcome is kept under a key
     */
    Outcomes(CommandField field, boolean kept) {
      this.field = field;
      if (kept) {
        callColumns.append(", r.data::text AS data");
        replayColumns.append(", r.data::text AS data");
      }
      this.callSource = source(field.routine(), callParameters);
      this.replaySource =
          "SELECT true AS success, "
              + replayParameters.text(CommandPlan.MESSAGE, "text")
              + " AS message, "
              + replayParameters.text(CommandPlan.DATA, "jsonb")
              + " AS data";
    }

    List<Member> accepted(List<Selection> selections) {
      List<Member> members = new ArrayList<>();
      for (Selection selection : selections) {
        members.add(new Member(selection.responseKey(), accepted(selection)));
      }
      return List.copyOf(members);
    }

    private Source accepted(Selection selection) {
      CommandField.Success success = field.success();
      CommandField.Success.Payload payload = success.payload();
      String name = selection.name();
      if (name.equals("__typename")) {
        return new Source.TypeName(success.typeName());
      }
      if (payload != null && name.equals(payload.field())) {
        return read(
            parts.document(
                payload.model(), selection.children(), CommandPlan.ID, payloadParameters));
      }
      if (name.equals(WHOLE_DATA)) {
        return new Source.Data("data", "data", true);
      }
      ObjectType.Field declared = success.data().fields().get(name);
      if (declared != null) {
        return data(selection, declared);
      }
      CommandField.Aggregate aggregate = field.aggregate();
      if (aggregate != null && name.equals("version")) {
        return read(locked(aggregate, payloadParameters) + "::text");
      }
      return message(name);
    }

    private Source read(String expression) {
      String column = "c" + payloadColumns.size();
      payloadColumns.add(expression + " AS " + column);
      return new Source.Read(column);
    }

    private Source data(Selection selection, ObjectType.Field declared) {
      ObjectType type = field.success().data();
      String column = "k" + columns++;
      String value = "(r.data -> " + literal(declared.key()) + ")";
      callColumns
          .append(", ")
          .append(parts.part(value, selection, type, callParameters))
          .append(" AS ")
          .append(column);
      replayColumns
          .append(", ")
          .append(parts.part(value, selection, type, replayParameters))
          .append(" AS ")
          .append(column);
      return new Source.Data(column, declared.key(), declared.slot().nullable());
    }

    List<Member> rejected(List<Selection> selections) {
      return selections.stream()
          .map(selection -> new Member(selection.responseKey(), rejected(selection.name())))
          .toList();
    }

    private Source rejected(String name) {
      return switch (name) {
        case "__typename" -> new Source.TypeName(field.failure().typeName());
        case "code" -> new Source.Code(field.failure().codes());
        case "field" -> new Source.Field();
        case "details" -> new Source.Details();
        case "currentVersion" -> new Source.CurrentVersion();
        default -> message(name);
      };
    }

    private static Source message(String name) {
      if (!name.equals("message")) {
        throw new IllegalArgumentException("no field of an outcome: " + name);
      }
      return new Source.Message();
    }

    Statement call() {
      return statement(callColumns, callSource, callParameters);
    }

    Statement replay() {
      return statement(replayColumns, replaySource, replayParameters);
    }

    private Statement statement(StringBuilder more, String source, Parameters parameters) {
      String sql =
          "SELECT r.success::text AS success, r.message::text AS message,"
              + " r.data ->> 'id' AS id, r.data ->> 'code' AS code,"
              + " (r.data -> 'details')::text AS details"
              + more
              + " FROM ("
              + source
              + ") r";
      return new Statement(sql, parameters.bindings());
    }

    @Nullable Statement payload() {
      return payloadColumns.isEmpty()
          ? null
          : new Statement(
              "SELECT " + String.join(", ", payloadColumns), payloadParameters.bindings());
    }
  }

  private static String source(Routine routine, Parameters parameters) {
    PgType type = routine.parameters().getFirst().type();
    String input = parameters.text(CommandPlan.INPUT, "jsonb");
    String argument =
        type.base().is("jsonb")
            ? input
            : type.base().is("json")
                ? parameters.text(CommandPlan.INPUT, "json")
                : "jsonb_populate_record(NULL::" + type.sqlName() + ", " + input + ")";
    return "SELECT f.success, f.message, f.data::jsonb AS data FROM "
        + name(routine)
        + "("
        + argument
        + ") f";
  }

  /** Locks the aggregate until the end of the transaction; gives its version. */
  private static String locked(CommandField.Aggregate aggregate, Parameters parameters) {
    return name(aggregate.lock())
        + "("
        + parameters.text(new Binding.Constant(aggregate.type()), "text")
        + ", "
        + "("
        + parameters.text(CommandPlan.INPUT, "jsonb")
        + " ->> "
        + literal(aggregate.key())
        + ")::uuid)";
  }

  private static String name(Routine routine) {
    return quote(routine.context()) + "." + quote(routine.name());
  }
}
