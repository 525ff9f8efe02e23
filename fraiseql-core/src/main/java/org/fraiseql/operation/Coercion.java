package org.fraiseql.operation;

import graphql.language.Value;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.InputValueWithState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.NameProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RequestProblem;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/** Coerces the variables of one request, and collects what is wrong with them. For one thread. */
final class Coercion {

  private final Terms terms;
  private @Nullable List<RequestProblem> problems;
  private @Nullable Hints hints;
  private int inputs;

  Coercion(Terms terms) {
    this.terms = terms;
  }

  @Nullable Object coerce(VariableSpec spec, Map<String, @Nullable Object> raw) {
    Object given = raw.get(spec.name());
    if (given == null && !raw.containsKey(spec.name())) {
      if (spec.initial() == Variables.ABSENT && Types.isRequired(spec.type())) {
        add(missing(spec.type(), false, spec.place()));
      }
      return spec.initial();
    }
    Object value = coerce(spec.type(), given, spec.place());
    if ((spec.count() || spec.offset()) && value instanceof String number) {
      RequestProblem problem =
          Rows.problem(new BigInteger(number), spec.count(), spec.place(), terms.limits());
      if (problem != null) {
        add(problem);
      }
    }
    return value;
  }

  /** Does nothing if nothing was wrong. */
  void throwProblems() {
    if (problems != null) {
      throw new ProblemException(problems);
    }
  }

  @Nullable Object coerce(GraphQLInputType type, @Nullable Object raw, Place place) {
    if (raw == null) {
      if (Types.isRequired(type)) {
        add(missing(type, true, place));
      }
      return null;
    }
    return switch (Types.nullable(type)) {
      case GraphQLScalarType scalar -> {
        try {
          yield Leaves.fromJson(scalar, raw);
        } catch (Leaves.Unfit e) {
          yield add(LiteralCheck.unfit(e, type, Leaves.shown(raw), place));
        }
      }
      case GraphQLEnumType set -> enumValue(set, type, raw, place);
      case GraphQLList list -> list((GraphQLInputType) list.getWrappedType(), raw, place);
      case GraphQLInputObjectType object -> object(object, type, raw, place);
      default -> throw new IllegalStateException(GraphQLTypeUtil.simplePrint(type));
    };
  }

  private @Nullable Object add(RequestProblem problem) {
    if (problems == null) {
      problems = new ArrayList<>();
    }
    if (problems.size() < Hints.MOST) {
      problems.add(problem);
    }
    return null;
  }

  private Hints hints() {
    Hints known = hints == null ? new Hints(terms.suggestions()) : hints;
    hints = known;
    return known;
  }

  private static RequestProblem missing(GraphQLType type, boolean isNull, Place place) {
    return new ValueProblem.MissingValue(
        place.text(), Types.shown(type), isNull, place.locations(), place.path());
  }

  private @Nullable Object wrong(GraphQLType type, Object raw, Place place) {
    return add(LiteralCheck.unfit(new Leaves.Unfit(null, false), type, Leaves.shown(raw), place));
  }

  private @Nullable Object enumValue(
      GraphQLEnumType set, GraphQLType type, Object raw, Place place) {
    if (!(raw instanceof String name)) {
      return wrong(type, raw, place);
    }
    if (set.getValue(name) != null) {
      return name;
    }
    return add(
        new NameProblem.UnknownEnumValue(
            Leaves.shortened(name),
            set.getName(),
            place.text(),
            hints().hint(name, Types.names(set.getValues())),
            place.locations(),
            place.path()));
  }

  /** A single value counts as a list of it, as GraphQL says. */
  private @Nullable Object list(GraphQLInputType element, Object raw, Place place) {
    List<?> given = raw instanceof List<?> items ? items : List.of(raw);
    if (!Types.isLeaf(element) && tooMany(given.size(), place)) {
      return null;
    }
    List<@Nullable Object> items = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      Object item = given.get(i);
      Place here = raw instanceof List<?> ? place.item(i) : place;
      items.add(coerce(element, item, here));
    }
    return Collections.unmodifiableList(items);
  }

  private boolean tooMany(int more, Place place) {
    if (place.level() > LiteralCheck.NESTING) {
      add(new LimitProblem.NestedTooDeeply(place.text(), LiteralCheck.NESTING, place.locations()));
      return true;
    }
    boolean before = inputs > terms.limits().tokens();
    inputs += more;
    if (inputs <= terms.limits().tokens()) {
      return false;
    }
    if (!before) {
      add(new LimitProblem.TooManyInputs(terms.limits().tokens()));
    }
    return true;
  }

  private @Nullable Object object(
      GraphQLInputObjectType object, GraphQLType type, Object raw, Place place) {
    if (!(raw instanceof Map<?, ?> given)) {
      return wrong(type, raw, place);
    }
    if (tooMany(given.size(), place)) {
      return null;
    }
    Map<String, @Nullable Object> fields = LinkedHashMap.newLinkedHashMap(given.size());
    given.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          GraphQLInputObjectField field = object.getFieldDefinition(name);
          if (field == null) {
            add(
                new NameProblem.UnknownInputField(
                    Leaves.shortened(name),
                    object.getName(),
                    place.text(),
                    hints().hint(name, Types.names(object.getFieldDefinitions())),
                    place.locations(),
                    place.path()));
          } else {
            fields.put(name, coerce(field.getType(), value, place.field(name)));
          }
        });
    for (GraphQLInputObjectField field : object.getFieldDefinitions()) {
      if (!given.containsKey(field.getName())) {
        complete(field, fields, place);
      }
    }
    if (object.isOneOf() && (fields.size() != 1 || fields.containsValue(null))) {
      int notNull = (int) given.values().stream().filter(value -> value != null).count();
      if (given.size() != 1 || notNull != 1) {
        add(
            new ValueProblem.NotExactlyOne(
                place.text(), object.getName(), notNull, place.locations(), place.path()));
      }
    }
    return fields;
  }

  private void complete(
      GraphQLInputObjectField field, Map<String, @Nullable Object> fields, Place place) {
    InputValueWithState initial = field.getInputFieldDefaultValue();
    if (initial.isSet()) {
      fields.put(
          field.getName(),
          coerce(field.getType(), rawDefault(initial), place.field(field.getName())));
    } else if (Types.isRequired(field.getType())) {
      add(missing(field.getType(), false, place.field(field.getName())));
    }
  }

  /** A default of the schema as if it came from JSON. */
  static @Nullable Object rawDefault(InputValueWithState initial) {
    Object value = initial.getValue();
    return value instanceof Value<?> literal ? Literals.raw(literal) : value;
  }
}
