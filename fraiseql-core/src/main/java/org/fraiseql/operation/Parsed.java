package org.fraiseql.operation;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A document's syntax tree with its parts at hand. Immutable. */
record Parsed(
    Document tree,
    List<OperationDefinition> operations,
    Map<String, FragmentDefinition> fragments) {

  static Parsed of(Document tree) {
    Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
    for (FragmentDefinition fragment : tree.getDefinitionsOfType(FragmentDefinition.class)) {
      fragments.putIfAbsent(fragment.getName(), fragment);
    }
    return new Parsed(tree, tree.getDefinitionsOfType(OperationDefinition.class), fragments);
  }
}
