package org.fraiseql.operation;

import graphql.execution.TypeFromAST;
import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.NameProblem;
import org.fraiseql.problem.Problem.Location;
import org.fraiseql.problem.RequestProblem;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names that nothing has, and the literals that do not fit where they stand, with what
 * may have been meant. Goes on after each, so that a client sees all of them at once.
 */
final class NameCheck {

  private final Terms terms;
  private final Parsed parsed;
  private final List<RequestProblem> problems = new ArrayList<>();
  private final Hints hints;
  private final LiteralCheck literals;

  private NameCheck(Terms terms, Parsed parsed) {
    this.terms = terms;
    this.parsed = parsed;
    this.hints = new Hints(terms.suggestions());
    this.literals = new LiteralCheck(hints, this::add);
  }

  static List<RequestProblem> check(Terms terms, Parsed parsed) {
    NameCheck check = new NameCheck(terms, parsed);
    for (OperationDefinition operation : parsed.operations()) {
      check.definitions(operation);
      check.directives(operation.getDirectives(), List.of());
      check.selections(
          operation.getSelectionSet(), Types.root(terms.schema(), operation), List.of(), true);
    }
    for (FragmentDefinition fragment : parsed.fragments().values()) {
      check.directives(fragment.getDirectives(), List.of());
      GraphQLCompositeType type = check.condition(fragment.getTypeCondition());
      check.selections(fragment.getSelectionSet(), type, List.of(), false);
    }
    VariableUse.undefined(parsed, check.hints).forEach(check::add);
    FragmentCycles.check(parsed).forEach(check::add);
    return check.problems;
  }

  private void add(RequestProblem problem) {
    if (problems.size() < Hints.MOST) {
      problems.add(problem);
    }
  }

  private void definitions(OperationDefinition operation) {
    for (VariableDefinition variable : operation.getVariableDefinitions()) {
      TypeName named = named(variable.getType());
      if (type(named) == null) {
        continue;
      }
      directives(variable.getDirectives(), List.of());
      if (variable.getDefaultValue() != null
          && TypeFromAST.getTypeFromAST(terms.schema(), variable.getType())
              instanceof GraphQLInputType type) {
        Place place = Place.variable(variable.getName(), Place.locationsOf(variable));
        literals.check(type, variable.getDefaultValue(), place);
      }
    }
  }

  private static TypeName named(Type<?> type) {
    return switch (type) {
      case TypeName name -> name;
      case ListType list -> named(list.getType());
      case NonNullType required -> named(required.getType());
      default -> throw new IllegalArgumentException(type.getClass().getName());
    };
  }

  private @Nullable GraphQLType type(TypeName name) {
    GraphQLType type = terms.schema().getType(name.getName());
    if (type == null) {
      List<String> known =
          terms.schema().getAllTypesAsList().stream()
              .map(GraphQLNamedType::getName)
              .filter(other -> !other.startsWith("__"))
              .toList();
      add(
          new NameProblem.UnknownType(
              name.getName(),
              hints.hint(name.getName(), known),
              Place.locationsOf(name),
              List.of()));
    }
    return type;
  }

  private @Nullable GraphQLCompositeType condition(@Nullable TypeName name) {
    return name != null && type(name) instanceof GraphQLCompositeType composite ? composite : null;
  }

  private void selections(
      @Nullable SelectionSet set,
      @Nullable GraphQLCompositeType parent,
      List<Object> path,
      boolean pathKnown) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> field(field, parent, path, pathKnown);
        case InlineFragment inline -> {
          directives(inline.getDirectives(), path);
          GraphQLCompositeType type =
              inline.getTypeCondition() == null ? parent : condition(inline.getTypeCondition());
          selections(inline.getSelectionSet(), type, path, pathKnown);
        }
        case FragmentSpread spread -> {
          directives(spread.getDirectives(), path);
          if (!parsed.fragments().containsKey(spread.getName())) {
            add(
                new NameProblem.UnknownFragment(
                    spread.getName(),
                    hints.hint(spread.getName(), parsed.fragments().keySet()),
                    Place.locationsOf(spread),
                    path));
          }
        }
        default -> {}
      }
    }
  }

  private void field(
      Field field, @Nullable GraphQLCompositeType parent, List<Object> path, boolean pathKnown) {
    List<Object> here = new ArrayList<>(path);
    if (pathKnown) {
      here.add(field.getResultKey());
    }
    directives(field.getDirectives(), here);
    GraphQLFieldDefinition definition =
        parent == null ? null : Types.field(terms.schema(), parent, field.getName());
    if (parent != null && definition == null) {
      add(unknownField(field, parent, here));
    }
    if (parent != null && definition != null) {
      arguments(
          parent.getName() + "." + field.getName(),
          field.getName(),
          definition.getArguments(),
          field.getArguments(),
          Place.locationsOf(field),
          here);
      paging(definition, field, here);
    }
    GraphQLCompositeType child =
        definition != null
                && GraphQLTypeUtil.unwrapAll(definition.getType())
                    instanceof GraphQLCompositeType composite
            ? composite
            : null;
    selections(field.getSelectionSet(), child, here, pathKnown);
  }

  private RequestProblem unknownField(Field field, GraphQLCompositeType parent, List<Object> path) {
    String name = field.getName();
    List<String> known =
        parent instanceof GraphQLFieldsContainer container
            ? Types.names(container.getFieldDefinitions())
            : List.of("__typename");
    List<String> members =
        Types.members(terms.schema(), parent).stream()
            .filter(member -> terms.suggestions().shown())
            .filter(member -> member.getFieldDefinition(name) != null)
            .map(GraphQLObjectType::getName)
            .toList();
    List<Location> locations = Place.locationsOf(field);
    Hint hint = hints.hint(name, known);
    return new NameProblem.UnknownField(name, parent.getName(), hint, members, locations, path);
  }

  private void directives(List<Directive> directives, List<Object> path) {
    for (Directive directive : directives) {
      GraphQLDirective definition = terms.schema().getDirective(directive.getName());
      if (definition == null) {
        List<String> known = Types.names(terms.schema().getDirectives());
        add(
            new NameProblem.UnknownDirective(
                directive.getName(),
                hints.hint(directive.getName(), known),
                Place.locationsOf(directive),
                path));
      } else {
        String owner = "@" + directive.getName();
        List<Location> locations = Place.locationsOf(directive);
        arguments(
            owner, owner, definition.getArguments(), directive.getArguments(), locations, path);
      }
    }
  }

  private void arguments(
      String owner,
      String shortOwner,
      List<GraphQLArgument> definitions,
      List<Argument> given,
      List<Location> locations,
      List<Object> path) {
    for (Argument argument : given) {
      Optional<GraphQLArgument> definition =
          definitions.stream().filter(d -> d.getName().equals(argument.getName())).findFirst();
      if (definition.isEmpty()) {
        add(
            new NameProblem.UnknownArgument(
                argument.getName(),
                owner,
                hints.hint(argument.getName(), Types.names(definitions)),
                Place.locationsOf(argument),
                path));
      } else {
        Place place = Place.argument(shortOwner, argument.getName(), locations, path);
        literals.check(definition.get().getType(), argument.getValue(), place);
      }
    }
    for (GraphQLArgument definition : definitions) {
      if (Types.isRequired(definition.getType())
          && !definition.hasSetDefaultValue()
          && given.stream().noneMatch(a -> a.getName().equals(definition.getName()))) {
        Place place = Place.argument(shortOwner, definition.getName(), locations, path);
        add(
            new ValueProblem.MissingValue(
                place.text(), Types.shown(definition.getType()), false, locations, path));
      }
    }
  }

  /** Literal numbers of rows, and pairs of arguments that can never be meant together. */
  private void paging(GraphQLFieldDefinition definition, Field field, List<Object> path) {
    Argument first = null;
    Argument last = null;
    for (Argument argument : field.getArguments()) {
      String name = argument.getName();
      boolean count = Paging.isCount(definition, name);
      if (argument.getValue() instanceof IntValue number
          && number.getValue().bitLength() < Integer.SIZE
          && (count || Paging.isOffset(definition, name))) {
        Place place = Place.argument(field.getName(), name, Place.locationsOf(argument), path);
        RequestProblem problem = Rows.problem(number.getValue(), count, place, terms.limits());
        if (problem != null) {
          add(problem);
        }
      }
      if (count && argument.getValue() instanceof IntValue) {
        first = name.equals("first") ? argument : first;
        last = name.equals("last") ? argument : last;
      }
    }
    if (first != null && last != null) {
      add(
          new ValueProblem.ConflictingArguments(
              field.getName(), "first", "last", Place.locationsOf(last), path));
    }
  }
}
