package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.catalog.Routine;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.RoutineProblem;
import org.jspecify.annotations.Nullable;

/**
 * Finds the routines that are commands, and gives each its field's name.
 *
 * <p>A command is a function {@code fn_…} that answers {@code (success, message, data)} and takes
 * one jsonb, json or free-standing composite. One that answers so and takes something else is
 * reported; all others are nobody's business.
 */
final class CommandRoutines {

  private static final String PREFIX = "fn_";
  private static final String ANSWER = "mutation_result";

  private final Catalog catalog;
  private final Schema.Options options;
  private final List<DefinitionProblem> problems;

  CommandRoutines(Catalog catalog, Schema.Options options, List<DefinitionProblem> problems) {
    this.catalog = catalog;
    this.options = options;
    this.problems = problems;
  }

  /**
   * A routine that is served.
   *
   * @param field the name of its field
   */
  record Found(String field, Routine routine, CommandText text) {
    String place() {
      return routine.signature();
    }
  }

  /** In order of precedence, each with a name of its own. */
  List<Found> find() {
    Map<String, Found> byField = new LinkedHashMap<>();
    catalog.routines().stream()
        .filter(routine -> options.serves(routine.context()))
        .filter(routine -> routine.name().startsWith(PREFIX) && isAnswer(routine.result()))
        .sorted(
            Comparator.comparingInt((Routine routine) -> options.rank(routine.context()))
                .thenComparing(Routine::context)
                .thenComparing(Routine::name)
                .thenComparing(Routine::signature))
        .forEach(routine -> add(routine, byField));
    return List.copyOf(byField.values());
  }

  private void add(Routine routine, Map<String, Found> byField) {
    if (CommentText.of(routine.comment(), CommentText.On.ROUTINE).omitted()) {
      return;
    }
    String place = routine.signature();
    CommandText text = CommandText.of(routine, place, problems);
    String reason = unfit(routine);
    if (reason != null) {
      problems.add(new RoutineProblem.NotACommand(place, routine.qualifiedName(), reason));
      return;
    }
    String verbAndNoun = routine.name().substring(PREFIX.length());
    String wanted =
        text.comment().name() == null ? Names.field(verbAndNoun) : text.comment().name();
    if (wanted == null || !Names.isValid(wanted)) {
      problems.add(new DefinitionProblem.Unnameable(place, routine.name(), null));
      return;
    }
    Found keeper = byField.get(wanted);
    String name = wanted;
    if (keeper != null && !keeper.routine().context().equals(routine.context())) {
      String context = Names.field(routine.context());
      name = (context == null ? "_" : context) + Names.capitalised(wanted);
      keeper = byField.get(name);
    }
    if (keeper == null) {
      byField.put(name, new Found(name, routine, text));
    } else {
      problems.add(new RoutineProblem.CommandNameTaken(place, name, keeper.place()));
    }
  }

  private static boolean isAnswer(Routine.Result result) {
    PgType type = result.type();
    return hasAnswersColumns(result) || (type != null && type.name().equals(ANSWER));
  }

  private static boolean hasAnswersColumns(Routine.Result result) {
    Map<String, PgType> columns = new LinkedHashMap<>();
    result.columns().forEach(column -> columns.put(column.name(), column.type().base()));
    PgType success = columns.get("success");
    PgType message = columns.get("message");
    PgType data = columns.get("data");
    return result.columns().size() == 3
        && success != null
        && success.is("bool")
        && message != null
        && isText(message)
        && data != null
        && data.storesJson();
  }

  static boolean isText(PgType type) {
    return type.is("text") || type.is("varchar");
  }

  /** Why a routine that answers as a command does is none; null if it is one. */
  private @Nullable String unfit(Routine routine) {
    if (!hasAnswersColumns(routine.result())) {
      return "its answer is not (success boolean, message text, data jsonb)";
    }
    List<Routine.Parameter> given = given(routine);
    if (given.size() != 1) {
      return given.isEmpty() ? "it takes nothing" : "it takes " + given.size() + " values";
    }
    PgType type = given.getFirst().type();
    if (type.storesJson() || isFreeStanding(type)) {
      return null;
    }
    return type.base().kind() == PgType.Kind.COMPOSITE
        ? "it takes a row of " + type.base().spelling()
        : "it takes " + type.spelling();
  }

  /** Those that must be given, or the first where none must be. */
  private static List<Routine.Parameter> given(Routine routine) {
    List<Routine.Parameter> required = new ArrayList<>();
    for (Routine.Parameter parameter : routine.parameters()) {
      if (!parameter.hasDefault()) {
        required.add(parameter);
      }
    }
    return required.isEmpty() && !routine.parameters().isEmpty()
        ? List.of(routine.parameters().getFirst())
        : required;
  }

  /** The composite type that a command takes itself; null if it takes jsonb. */
  static @Nullable PgType composite(Routine routine) {
    PgType type = given(routine).getFirst().type().base();
    return type.kind() == PgType.Kind.COMPOSITE ? type : null;
  }

  /** Whether it is a composite type that is not the row of a table or view. */
  private boolean isFreeStanding(PgType type) {
    PgType base = type.base();
    return base.kind() == PgType.Kind.COMPOSITE
        && !catalog.relations().containsKey(new RelationName(base.context(), base.name()));
  }

  /** The function that locks an aggregate, for a routine of that context; null if there is none. */
  @Nullable Routine lock(String context) {
    for (String place : List.of(context, "public", "fraiseql")) {
      for (Routine routine : catalog.routines()) {
        if (routine.context().equals(place) && isLock(routine)) {
          return routine;
        }
      }
    }
    return null;
  }

  private static boolean isLock(Routine routine) {
    List<Routine.Parameter> parameters = routine.parameters();
    PgType result = routine.result().type();
    return routine.name().equals("fn_lock_aggregate")
        && parameters.size() == 2
        && isText(parameters.getFirst().type())
        && parameters.getLast().type().is("uuid")
        && result != null
        && result.is("int8")
        && !routine.result().set();
  }
}
