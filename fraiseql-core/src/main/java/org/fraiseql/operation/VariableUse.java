package org.fraiseql.operation;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fraiseql.problem.NameProblem;
import org.fraiseql.problem.RequestProblem;
import org.jspecify.annotations.Nullable;

/** Where variables are used: in an operation itself, and in the fragments that it reaches. */
final class VariableUse {

  /** What one selection set uses directly, fragments' insides excluded. */
  private record Uses(Set<VariableReference> variables, Set<String> fragments) {}

  private VariableUse() {}

  /** The uses of variables that the using operation does not define. */
  static List<RequestProblem> undefined(Parsed parsed, Hints hints) {
    Map<String, Uses> byFragment = new LinkedHashMap<>();
    for (FragmentDefinition fragment : parsed.fragments().values()) {
      Uses uses = new Uses(new LinkedHashSet<>(), new LinkedHashSet<>());
      collect(fragment.getDirectives(), uses);
      collect(fragment.getSelectionSet(), uses);
      byFragment.put(fragment.getName(), uses);
    }
    List<RequestProblem> problems = new ArrayList<>();
    for (OperationDefinition operation : parsed.operations()) {
      Uses own = new Uses(new LinkedHashSet<>(), new LinkedHashSet<>());
      collect(operation.getDirectives(), own);
      collect(operation.getSelectionSet(), own);
      Set<String> defined =
          operation.getVariableDefinitions().stream()
              .map(VariableDefinition::getName)
              .collect(Collectors.toSet());
      for (VariableReference use : reached(own, byFragment)) {
        if (!defined.contains(use.getName())) {
          problems.add(
              new NameProblem.UnknownVariable(
                  use.getName(),
                  operation.getName() == null ? "The operation" : operation.getName(),
                  hints.hint(use.getName(), defined),
                  Place.locationsOf(use),
                  List.of()));
        }
      }
    }
    return problems;
  }

  private static Set<VariableReference> reached(Uses own, Map<String, Uses> byFragment) {
    Set<VariableReference> variables = new LinkedHashSet<>(own.variables);
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(own.fragments);
    while (!open.isEmpty()) {
      String name = open.removeLast();
      Uses uses = byFragment.get(name);
      if (uses != null && seen.add(name)) {
        variables.addAll(uses.variables);
        open.addAll(uses.fragments);
      }
    }
    return variables;
  }

  private static void collect(@Nullable SelectionSet set, Uses uses) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> {
          collect(field.getDirectives(), uses);
          field.getArguments().forEach(argument -> collect(argument.getValue(), uses));
          collect(field.getSelectionSet(), uses);
        }
        case InlineFragment inline -> {
          collect(inline.getDirectives(), uses);
          collect(inline.getSelectionSet(), uses);
        }
        case FragmentSpread spread -> {
          collect(spread.getDirectives(), uses);
          uses.fragments.add(spread.getName());
        }
        default -> {}
      }
    }
  }

  private static void collect(List<Directive> directives, Uses uses) {
    for (Directive directive : directives) {
      for (Argument argument : directive.getArguments()) {
        collect(argument.getValue(), uses);
      }
    }
  }

  /** The uses of variables inside a value. */
  static Set<VariableReference> in(Value<?> value) {
    Uses uses = new Uses(new LinkedHashSet<>(), new LinkedHashSet<>());
    collect(value, uses);
    return uses.variables;
  }

  private static void collect(Value<?> value, Uses uses) {
    switch (value) {
      case VariableReference variable -> uses.variables.add(variable);
      case ArrayValue list -> list.getValues().forEach(item -> collect(item, uses));
      case ObjectValue object ->
          object.getObjectFields().forEach(field -> collect(field.getValue(), uses));
      default -> {}
    }
  }
}
