package org.fraiseql.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.PgType.Attribute;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.RoutineProblem;
import org.fraiseql.schema.CommandField.Input;
import org.jspecify.annotations.Nullable;

/**
 * Makes the input objects that stand for composite types, one for each. PostgreSQL lets no
 * composite contain itself, not even in arrays.
 */
final class CommandInputs {

  private static final Comparator<RelationName> BY_TEXT =
      Comparator.comparing(RelationName::context).thenComparing(RelationName::name);

  private final TypeNames names;
  private final List<DefinitionProblem> problems;
  private final Map<RelationName, PgType> composites = new TreeMap<>(BY_TEXT);
  private final Map<RelationName, Input> made = new LinkedHashMap<>();

  CommandInputs(Catalog catalog, TypeNames names, List<DefinitionProblem> problems) {
    this.names = names;
    this.problems = problems;
    for (PgType type : catalog.types().values()) {
      RelationName name = nameOf(type);
      if (type.kind() == PgType.Kind.COMPOSITE && !catalog.relations().containsKey(name)) {
        composites.put(name, type);
      }
    }
  }

  private static RelationName nameOf(PgType type) {
    return new RelationName(type.context(), type.name());
  }

  /** The free-standing composite type of that name; null if there is none. */
  @Nullable PgType composite(RelationName name) {
    return composites.get(name);
  }

  /** The names of all free-standing composite types. */
  Set<RelationName> known() {
    return composites.keySet();
  }

  /** All that were made. */
  Collection<Input> all() {
    return made.values();
  }

  /** The input object of a composite type; null, with a problem, if it can have no field. */
  @Nullable Input of(PgType composite, String place) {
    RelationName name = nameOf(composite);
    Input known = made.get(name);
    if (known != null) {
      return known;
    }
    Map<String, Input.Field> fields = new LinkedHashMap<>();
    composite.attributes().forEach(attribute -> add(name, attribute, fields));
    if (fields.isEmpty()) {
      problems.add(
          new RoutineProblem.InputAsJson(
              place,
              name.spelling(),
              "has no attribute that can be served",
              "ALTER TYPE " + name.spelling() + " ADD ATTRIBUTE …;"));
      return null;
    }
    Input input =
        new Input(names.claimFor(composite), composite, Collections.unmodifiableMap(fields));
    made.put(name, input);
    return input;
  }

  private void add(RelationName type, Attribute attribute, Map<String, Input.Field> fields) {
    String place = type + "." + attribute.name();
    CommentText comment = comment(attribute);
    comment.report(place, CommentText.On.ATTRIBUTE, problems);
    if (comment.omitted()) {
      return;
    }
    String name = Names.field(attribute.name());
    if (name == null) {
      problems.add(new DefinitionProblem.Unnameable(place, attribute.name(), null));
      return;
    }
    Input.Field keeper = fields.get(name);
    if (keeper != null) {
      problems.add(
          new DefinitionProblem.FieldNameTaken(place, name, attribute.name(), keeper.key()));
      return;
    }
    PgType single = single(attribute.type());
    Input object = single.kind() == PgType.Kind.COMPOSITE ? of(single, place) : null;
    fields.put(name, new Input.Field(name, attribute.name(), attribute.type(), object));
  }

  /** What an attribute's comment says. */
  static CommentText comment(Attribute attribute) {
    return CommentText.of(attribute.comment(), CommentText.On.ATTRIBUTE);
  }

  /** The type, or that of an array's elements, with domains taken off. */
  static PgType single(PgType type) {
    PgType base = type.base();
    return base.kind() == PgType.Kind.ARRAY && base.element() != null
        ? single(base.element())
        : base;
  }
}
