package org.fraiseql.operation;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a valid operation are used for: which are numbers of rows, which are
 * offsets, and which stand elsewhere than in arguments that are bound as a whole.
 */
final class ArgumentUse {

  final Set<String> counts = new HashSet<>();
  final Set<String> offsets = new HashSet<>();
  private final Set<String> deciding = new HashSet<>();
  private final Terms terms;
  private final Parsed parsed;
  private final Set<String> seen = new HashSet<>();

  ArgumentUse(Terms terms, Parsed parsed) {
    this.terms = terms;
    this.parsed = parsed;
  }

  /** Whether the argument is a command's input, or Java's: nothing in it decides the statement. */
  static boolean isWhole(Terms terms, GraphQLFieldDefinition field, String argument) {
    if (terms.written().test(field)) {
      return true;
    }
    GraphQLObjectType mutation = terms.schema().getMutationType();
    if (mutation == null || mutation.getFieldDefinition(field.getName()) != field) {
      return false;
    }
    GraphQLType type = GraphQLTypeUtil.unwrapAll(field.getArgument(argument).getType());
    return type instanceof GraphQLInputObjectType
        || type instanceof GraphQLScalarType scalar && scalar.getName().equals("JSON");
  }

  /** Whether the variable's value can decide the statement. */
  boolean decides(String variable) {
    return deciding.contains(variable);
  }

  void collect(@Nullable SelectionSet set, GraphQLCompositeType parent) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> collect(field, parent);
        case InlineFragment inline -> {
          directives(inline.getDirectives());
          collect(inline.getSelectionSet(), condition(inline.getTypeCondition(), parent));
        }
        case FragmentSpread spread -> {
          directives(spread.getDirectives());
          FragmentDefinition fragment = parsed.fragments().get(spread.getName());
          if (fragment != null && seen.add(spread.getName())) {
            collect(fragment.getSelectionSet(), condition(fragment.getTypeCondition(), parent));
          }
        }
        default -> {}
      }
    }
  }

  private GraphQLCompositeType condition(@Nullable TypeName name, GraphQLCompositeType parent) {
    return name != null
            && terms.schema().getType(name.getName()) instanceof GraphQLCompositeType type
        ? type
        : parent;
  }

  private void collect(Field field, GraphQLCompositeType parent) {
    directives(field.getDirectives());
    GraphQLFieldDefinition definition = Types.field(terms.schema(), parent, field.getName());
    if (definition == null) {
      return;
    }
    for (Argument argument : field.getArguments()) {
      if (!isWhole(terms, definition, argument.getName())) {
        decided(argument.getValue());
      }
      if (argument.getValue() instanceof VariableReference variable) {
        if (Paging.isCount(definition, argument.getName())) {
          counts.add(variable.getName());
        } else if (Paging.isOffset(definition, argument.getName())) {
          offsets.add(variable.getName());
        }
      }
    }
    if (GraphQLTypeUtil.unwrapAll(definition.getType()) instanceof GraphQLCompositeType type) {
      collect(field.getSelectionSet(), type);
    }
  }

  private void directives(List<Directive> directives) {
    for (Directive directive : directives) {
      directive.getArguments().forEach(argument -> decided(argument.getValue()));
    }
  }

  private void decided(Value<?> value) {
    VariableUse.in(value).forEach(variable -> deciding.add(variable.getName()));
  }
}
