package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.catalog.Routine;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.RoutineProblem;
import org.fraiseql.schema.CommandField.Aggregate;
import org.fraiseql.schema.CommandField.Failure;
import org.fraiseql.schema.CommandField.Input;
import org.fraiseql.schema.CommandField.Success;
import org.fraiseql.schema.CommandField.Success.Payload;
import org.fraiseql.schema.CommandRoutines.Found;
import org.fraiseql.sql.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the mutation type. Their types are named, and what they declare is shared with the
 * documents, before the query type is made; the rest follows after it, so that no command changes
 * what a query is called.
 */
final class CommandFields {

  static final String MESSAGE = "message";
  static final String VERSION = "version";

  private final CommandRoutines routines;
  private final DeclaredCommands declared;
  private final List<DefinitionProblem> problems;
  private final List<Begun> begun = new ArrayList<>();

  CommandFields(
      CommandRoutines routines, DeclaredCommands declared, List<DefinitionProblem> problems) {
    this.routines = routines;
    this.declared = declared;
    this.problems = problems;
  }

  /** A command whose types have their names. */
  private record Begun(
      Found found, String base, @Nullable Routine lock, @Nullable String payload, Draft data) {}

  /** Names the types of all commands. The function reads what {@code @data} declares. */
  void begin(
      TypeNames names,
      DocumentTypes documents,
      List<ReadModel> models,
      Function<String, Shape> notation) {
    for (Found found : declared.remaining(routines.find())) {
      String base = base(found, names);
      Routine lock = lock(found);
      ReadModel model = model(found, models);
      String payload = model == null ? null : payload(found, model, documents);
      ObjectShape declared = declared(found, notation);
      ObjectShape data = withoutTaken(found, declared, payload, lock != null);
      String place = found.place() + ".data";
      Draft draft = documents.declared(base + "Success", place, data);
      begun.add(new Begun(found, base, lock, payload, draft));
    }
  }

  /** What the names of the command's types begin with. */
  private String base(Found found, TypeNames names) {
    String wanted = Names.capitalised(found.field());
    String base = wanted;
    for (int i = 2; taken(base, found, names) != null; i++) {
      base = wanted + "_" + i;
    }
    if (!base.equals(wanted)) {
      String taken = String.valueOf(taken(wanted, found, names));
      problems.add(
          new RoutineProblem.CommandTypesRenamed(
              found.place(),
              taken,
              String.valueOf(names.owner(taken)),
              base + taken.substring(wanted.length())));
    }
    for (String end : ends(found)) {
      names.claim(base + end, found.place());
    }
    return base;
  }

  private static @Nullable String taken(String base, Found found, TypeNames names) {
    for (String end : ends(found)) {
      if (names.owner(base + end) != null) {
        return base + end;
      }
    }
    return null;
  }

  private static List<String> ends(Found found) {
    return found.text().errors().isEmpty()
        ? List.of("Result", "Success", "Error")
        : List.of("Result", "Success", "Error", "ErrorCode");
  }

  private @Nullable Routine lock(Found found) {
    if (found.text().aggregate() == null) {
      return null;
    }
    Routine lock = routines.lock(found.routine().context());
    if (lock == null) {
      problems.add(
          new RoutineProblem.NoLock(
              found.place(),
              Identifiers.quoteIfNeeded(found.routine().context()),
              found.text().aggregate().type()));
    }
    return lock;
  }

  private @Nullable ReadModel model(Found found, List<ReadModel> models) {
    RelationName wanted = found.text().returns();
    if (wanted == null) {
      return null;
    }
    for (ReadModel model : models) {
      if (model.name().equals(wanted)) {
        return model;
      }
    }
    problems.add(
        new RoutineProblem.UnknownReference(
            found.place(),
            found.text().written("returns"),
            "read model " + wanted.spelling() + " that is served",
            hint(wanted, models.stream().map(ReadModel::name).toList()),
            "A read model is a view with a column data: CREATE VIEW "
                + wanted.spelling()
                + " AS SELECT id, jsonb_build_object('id', id, …) AS data FROM …;"));
    return null;
  }

  /** Names of one context are suggested as they are written there. */
  private static Hint hint(RelationName wrong, Collection<RelationName> known) {
    Set<String> names = new LinkedHashSet<>();
    known.forEach(
        name -> names.add(name.context().equals(wrong.context()) ? name.name() : name.spelling()));
    return Hint.of(wrong.name(), names);
  }

  private String payload(Found found, ReadModel model, DocumentTypes documents) {
    Draft draft = documents.of(model);
    String named = found.text().payload();
    String type = draft == null ? documents.wantedName(model) : draft.name;
    String field = named == null ? Names.decapitalised(type) : named;
    return field.equals(MESSAGE) || field.equals(VERSION) ? field + "Document" : field;
  }

  private ObjectShape declared(Found found, Function<String, Shape> notation) {
    String written = found.text().data();
    Shape shape = written == null ? NOTHING : notation.apply(written);
    String reason =
        switch (shape) {
          case ObjectShape _ -> null;
          case OpaqueShape(String why) -> "it has " + why;
          case Shape.ListShape _, Shape.ScalarShape _ -> "it must be an object, {…}";
        };
    if (reason != null) {
      CommentText.Fault fault = new CommentText.Fault(found.text().written("data"), reason);
      problems.add(fault.problem(found.place(), CommentText.On.ROUTINE));
    }
    return shape instanceof ObjectShape object ? object : NOTHING;
  }

  private static final ObjectShape NOTHING = new ObjectShape(null, null, List.of());

  /** Without keys whose field would be called as one that is there in any case. */
  private ObjectShape withoutTaken(
      Found found, ObjectShape declared, @Nullable String payload, boolean versioned) {
    Map<String, String> keepers = new LinkedHashMap<>();
    keepers.put(MESSAGE, MESSAGE);
    if (versioned) {
      keepers.put(VERSION, found.text().written("aggregate"));
    }
    if (payload != null) {
      keepers.put(payload, found.text().written("returns"));
    }
    List<Field> free = new ArrayList<>();
    for (Field field : declared.fields()) {
      String name = Names.field(field.key());
      String keeper = name == null ? null : keepers.get(name);
      if (name != null && keeper != null) {
        problems.add(
            new DefinitionProblem.FieldNameTaken(found.place(), name, field.key(), keeper));
      } else {
        free.add(field);
      }
    }
    return new ObjectShape(null, null, free);
  }

  /** The commands, once the query type's fields are made. */
  Map<String, CommandField> complete(RootFields roots, CommandInputs inputs) {
    Map<String, CommandField> commands = new LinkedHashMap<>();
    for (Begun command : begun) {
      Found found = command.found();
      Input input = input(found, inputs);
      commands.put(
          found.field(),
          new CommandField(
              found.field(),
              found.routine(),
              input,
              new Success(
                  command.base() + "Success",
                  payload(command, roots),
                  roots.answer(command.data())),
              new Failure(command.base() + "Error", codes(found)),
              command.base() + "Result",
              aggregate(found, command.lock(), input),
              found.text().isolation()));
    }
    commands.putAll(
        declared.fields(
            roots,
            new DeclaredCommands.Lookup() {
              @Override
              public @Nullable PgType composite(Found found) {
                return compositeOf(found, inputs);
              }

              @Override
              public @Nullable Aggregate aggregate(Found found, Input input) {
                return CommandFields.this.aggregate(found, lock(found), input);
              }
            }));
    return commands;
  }

  /** The composite type of the routine's parameter, or that which its comment or its name gives. */
  private static @Nullable PgType compositeOf(Found found, CommandInputs inputs) {
    PgType composite = CommandRoutines.composite(found.routine());
    RelationName named = found.text().input();
    return composite == null ? inputs.composite(named == null ? usual(found) : named) : composite;
  }

  private static RelationName usual(Found found) {
    String name = found.routine().name().substring("fn_".length()) + "_input";
    return new RelationName(found.routine().context(), name);
  }

  private @Nullable Payload payload(Begun command, RootFields roots) {
    RelationName model = command.found().text().returns();
    if (command.payload() == null || model == null) {
      return null;
    }
    for (RootField root : roots.all().values()) {
      if (root.kind() == RootField.Kind.ONE && root.model().name().equals(model)) {
        return new Payload(command.payload(), root);
      }
    }
    problems.add(
        new RoutineProblem.PayloadWithoutId(
            command.found().place(), command.found().text().written("returns"), model.spelling()));
    return null;
  }

  private @Nullable Input input(Found found, CommandInputs inputs) {
    PgType type = compositeOf(found, inputs);
    if (type != null) {
      return inputs.of(type, found.place());
    }
    RelationName named = found.text().input();
    if (named == null) {
      problems.add(
          new RoutineProblem.UntypedInput(found.place(), found.field(), usual(found).spelling()));
    } else {
      problems.add(
          new RoutineProblem.UnknownReference(
              found.place(),
              found.text().written("input"),
              "free-standing composite type " + named.spelling(),
              hint(named, inputs.known()),
              "Create it: CREATE TYPE " + named.spelling() + " AS (id uuid, …);"));
    }
    return null;
  }

  private @Nullable Aggregate aggregate(
      Found found, @Nullable Routine lock, @Nullable Input input) {
    CommandText.AggregateKey named = found.text().aggregate();
    if (named == null || lock == null) {
      return null;
    }
    if (input != null && !hasId(found, input, named.key())) {
      return null;
    }
    return new Aggregate(named.type(), named.key(), lock);
  }

  private boolean hasId(Found found, Input input, String key) {
    Map<String, PgType> types = new LinkedHashMap<>();
    input.fields().values().forEach(field -> types.put(field.key(), field.type()));
    PgType type = types.get(key);
    String written = found.text().written("aggregate");
    if (type == null) {
      String composite =
          input.composite() == null ? input.typeName() : input.composite().spelling();
      problems.add(
          new RoutineProblem.UnknownReference(
              found.place(),
              written,
              "attribute " + key + " of " + composite,
              Hint.of(key, types.keySet()),
              "Add it: ALTER TYPE "
                  + composite
                  + " ADD ATTRIBUTE "
                  + Identifiers.quoteIfNeeded(key)
                  + " uuid;"));
    } else if (!type.base().is("uuid")) {
      CommentText.Fault fault = new CommentText.Fault(written, "'" + key + "' is not a uuid");
      problems.add(fault.problem(found.place(), CommentText.On.ROUTINE));
    }
    return type != null && type.base().is("uuid");
  }

  /** The declared codes with their GraphQL names; they have the first choice of names. */
  private static Map<String, String> codes(Found found) {
    Map<String, String> names = new LinkedHashMap<>();
    LeafTypes.labels(codesOf(found.text().errors().keySet()))
        .forEach(
            (name, code) -> {
              if (found.text().errors().containsKey(code)) {
                names.put(code, name);
              }
            });
    return names;
  }

  /** These codes, and then those that every command has. */
  static Set<String> codesOf(Collection<String> declared) {
    Set<String> codes = new LinkedHashSet<>(declared);
    for (RejectionCode code : RejectionCode.values()) {
      codes.add(code.name());
    }
    return codes;
  }
}
