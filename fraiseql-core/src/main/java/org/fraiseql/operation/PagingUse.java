package org.fraiseql.operation;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which variables of a valid operation are numbers of rows, and which are offsets. */
final class PagingUse {

  final Set<String> counts = new HashSet<>();
  final Set<String> offsets = new HashSet<>();
  private final Terms terms;
  private final Parsed parsed;
  private final Set<String> seen = new HashSet<>();

  PagingUse(Terms terms, Parsed parsed) {
    this.terms = terms;
    this.parsed = parsed;
  }

  void collect(@Nullable SelectionSet set, GraphQLCompositeType parent) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> collect(field, parent);
        case InlineFragment inline -> collect(inline.getSelectionSet(), parent);
        case FragmentSpread spread -> {
          FragmentDefinition fragment = parsed.fragments().get(spread.getName());
          if (fragment != null && seen.add(spread.getName())) {
            collect(fragment.getSelectionSet(), parent);
          }
        }
        default -> {}
      }
    }
  }

  private void collect(Field field, GraphQLCompositeType parent) {
    GraphQLFieldDefinition definition = Types.field(terms.schema(), parent, field.getName());
    if (definition == null) {
      return;
    }
    for (Argument argument : field.getArguments()) {
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
}
