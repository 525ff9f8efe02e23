package org.fraiseql.operation;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.VariableReference;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/** Fields of selection sets by response key: fragments spread out, directives decided. */
final class Fields {

  private final GraphQLSchema schema;
  private final Parsed parsed;
  private final Variables variables;

  Fields(GraphQLSchema schema, Parsed parsed, Variables variables) {
    this.schema = schema;
    this.parsed = parsed;
    this.variables = variables;
  }

  /** The fields in the order of their first mention; those of one key belong together. */
  Map<String, List<Field>> collect(String type, List<SelectionSet> sets) {
    Map<String, List<Field>> fields = new LinkedHashMap<>();
    Set<String> spread = new HashSet<>();
    for (SelectionSet set : sets) {
      collect(type, set, fields, spread);
    }
    return fields;
  }

  /** The selection sets of fields that belong together. */
  static List<SelectionSet> inside(List<Field> fields) {
    List<SelectionSet> sets = new ArrayList<>(fields.size());
    for (Field field : fields) {
      if (field.getSelectionSet() != null) {
        sets.add(field.getSelectionSet());
      }
    }
    return sets;
  }

  private void collect(
      String type, SelectionSet set, Map<String, List<Field>> fields, Set<String> spread) {
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> {
          if (included(field.getDirectives())) {
            fields.computeIfAbsent(field.getResultKey(), _ -> new ArrayList<>(1)).add(field);
          }
        }
        case InlineFragment inline -> {
          if (included(inline.getDirectives()) && applies(inline.getTypeCondition(), type)) {
            collect(type, inline.getSelectionSet(), fields, spread);
          }
        }
        case FragmentSpread named -> {
          FragmentDefinition fragment = parsed.fragments().get(named.getName());
          if (fragment != null
              && included(named.getDirectives())
              && applies(fragment.getTypeCondition(), type)
              && spread.add(named.getName())) {
            collect(type, fragment.getSelectionSet(), fields, spread);
          }
        }
        default -> {}
      }
    }
  }

  private boolean applies(@Nullable TypeName condition, String type) {
    return condition == null
        || condition.getName().equals(type)
        || Types.members(schema, schema.getType(condition.getName())).stream()
            .anyMatch(member -> member.getName().equals(type));
  }

  private boolean included(List<Directive> directives) {
    for (Directive directive : directives) {
      boolean skip = directive.getName().equals("skip");
      if ((skip || directive.getName().equals("include")) && condition(directive) == skip) {
        return false;
      }
    }
    return true;
  }

  private boolean condition(Directive directive) {
    Argument argument = directive.getArgument("if");
    return switch (argument.getValue()) {
      case BooleanValue flag -> flag.isValue();
      case VariableReference variable ->
          switch (variables.value(variables.operation().index(variable.getName()))) {
            case Boolean flag -> flag;
            case null, default ->
                throw new ProblemException(
                    new ValueProblem.MissingValue(
                        "@" + directive.getName() + "(if)",
                        "of type Boolean!",
                        true,
                        Place.locationsOf(argument),
                        List.of()));
          };
      default -> throw new IllegalStateException("@" + directive.getName() + " is not validated");
    };
  }
}
