package org.fraiseql.operation;

import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.DocumentProblem.InvalidDocument;
import org.fraiseql.problem.RequestProblem;
import org.jspecify.annotations.Nullable;

/**
 * Finds fragments that spread themselves, in one pass over the document. graphql-java's rule for it
 * takes seconds for a chain of 500 fragments.
 */
final class FragmentCycles {

  private final Parsed parsed;
  private final List<RequestProblem> problems = new ArrayList<>();

  /** False while the insides of a fragment are being walked, true afterwards. */
  private final Map<String, Boolean> walked = new HashMap<>();

  private FragmentCycles(Parsed parsed) {
    this.parsed = parsed;
  }

  static List<RequestProblem> check(Parsed parsed) {
    FragmentCycles cycles = new FragmentCycles(parsed);
    parsed.fragments().values().forEach(cycles::walk);
    return cycles.problems;
  }

  private void walk(FragmentDefinition fragment) {
    if (walked.putIfAbsent(fragment.getName(), false) == null) {
      walk(fragment.getSelectionSet());
      walked.put(fragment.getName(), true);
    }
  }

  private void walk(@Nullable SelectionSet set) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> walk(field.getSelectionSet());
        case InlineFragment inline -> walk(inline.getSelectionSet());
        case FragmentSpread spread -> walk(spread);
        default -> {}
      }
    }
  }

  private void walk(FragmentSpread spread) {
    FragmentDefinition target = parsed.fragments().get(spread.getName());
    if (Boolean.FALSE.equals(walked.get(spread.getName()))) {
      problems.add(
          new InvalidDocument(
              "The fragment '"
                  + spread.getName()
                  + "' spreads itself, here or through other fragments.",
              "Take one spread out of the circle.",
              Place.locationsOf(spread),
              List.of()));
    } else if (target != null) {
      walk(target);
    }
  }
}
