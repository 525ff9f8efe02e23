package org.fraiseql.operation;

import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.Problem.Location;
import org.fraiseql.problem.RequestProblem;
import org.jspecify.annotations.Nullable;

/**
 * How far a document reaches with its fragments spread out, found without spreading them: each
 * fragment is measured once. Must be within limits before anything walks the spread-out fields,
 * since a few fragments can stand for billions of them.
 */
final class Extent {

  private static final Set<String> INTROSPECTION = Set.of("__schema", "__type");

  /** Lists that lead from one type to others: two of them on one path square the schema. */
  private static final Set<String> MULTIPLYING =
      Set.of("fields", "inputFields", "interfaces", "possibleTypes");

  private static final int INTROSPECTION_DEPTH = 25;
  private static final int INTROSPECTION_FIELDS = 500;

  /**
   * @param depth levels of fields
   * @param deepest a field of the deepest level
   * @param fields all fields, saturating
   * @param multiplying the most multiplying lists along one path
   */
  private record Reach(int depth, @Nullable Field deepest, long fields, int multiplying) {

    static final Reach NOTHING = new Reach(0, null, 0, 0);

    Reach and(Reach other) {
      Reach deeper = other.depth > depth ? other : this;
      return new Reach(
          deeper.depth,
          deeper.deepest,
          Math.min(fields + other.fields, Integer.MAX_VALUE),
          Math.max(multiplying, other.multiplying));
    }
  }

  private final Parsed parsed;
  private final DocumentLimits limits;
  private final Map<String, Reach> data = new HashMap<>();
  private final Map<String, Reach> introspection = new HashMap<>();
  private Reach introspected = Reach.NOTHING;

  private Extent(Parsed parsed, DocumentLimits limits) {
    this.parsed = parsed;
    this.limits = limits;
  }

  /** What of the document is over a limit; empty if nothing is. */
  static List<RequestProblem> check(Parsed parsed, DocumentLimits limits) {
    return new Extent(parsed, limits).problems();
  }

  private List<RequestProblem> problems() {
    List<RequestProblem> problems = new ArrayList<>();
    int aliases = 0;
    for (FragmentDefinition fragment : parsed.fragments().values()) {
      aliases += aliases(fragment.getSelectionSet());
    }
    for (OperationDefinition operation : parsed.operations()) {
      aliases += aliases(operation.getSelectionSet());
      introspected = Reach.NOTHING;
      data.clear();
      Reach reach = reach(operation.getSelectionSet(), false);
      List<Location> at = reach.deepest == null ? List.of() : Place.locationsOf(reach.deepest);
      if (reach.depth > limits.depth()) {
        problems.add(new LimitProblem.TooDeep(reach.depth, limits.depth(), at, List.of()));
      }
      if (reach.fields > limits.cost()) {
        problems.add(
            new LimitProblem.TooCostly(
                reach.fields, limits.cost(), null, Place.locationsOf(operation), List.of()));
      }
      String excess = introspectionExcess();
      if (excess != null) {
        problems.add(
            new LimitProblem.TooMuchIntrospection(excess, Place.locationsOf(operation), List.of()));
      }
    }
    if (aliases > limits.aliases()) {
      problems.add(new LimitProblem.TooManyAliases(aliases, limits.aliases()));
    }
    return problems;
  }

  private @Nullable String introspectionExcess() {
    if (introspected.multiplying > 1) {
      return "it goes from types to their fields, interfaces or possible types more than once on"
          + " one path";
    }
    if (introspected.depth > INTROSPECTION_DEPTH) {
      return "it is "
          + introspected.depth
          + " levels deep, and "
          + INTROSPECTION_DEPTH
          + " are allowed";
    }
    return introspected.fields > INTROSPECTION_FIELDS
        ? "it selects "
            + introspected.fields
            + " fields, and "
            + INTROSPECTION_FIELDS
            + " are allowed"
        : null;
  }

  private Reach reach(@Nullable SelectionSet set, boolean introspecting) {
    Reach reach = Reach.NOTHING;
    if (set == null) {
      return reach;
    }
    for (Selection<?> selection : set.getSelections()) {
      reach =
          switch (selection) {
            case Field field -> reach.and(reach(field, introspecting));
            case InlineFragment inline -> reach.and(reach(inline.getSelectionSet(), introspecting));
            case FragmentSpread spread -> reach.and(reach(spread.getName(), introspecting));
            default -> reach;
          };
    }
    return reach;
  }

  private Reach reach(Field field, boolean introspecting) {
    boolean entering = !introspecting && INTROSPECTION.contains(field.getName());
    Reach inside = reach(field.getSelectionSet(), introspecting || entering);
    int multiplying = MULTIPLYING.contains(field.getName()) ? 1 : 0;
    Reach whole =
        new Reach(
            inside.depth + 1,
            inside.deepest == null ? field : inside.deepest,
            inside.fields + 1,
            inside.multiplying + multiplying);
    if (entering) {
      introspected = introspected.and(whole);
      return Reach.NOTHING;
    }
    return whole;
  }

  private Reach reach(String fragment, boolean introspecting) {
    Map<String, Reach> known = introspecting ? introspection : data;
    Reach found = known.get(fragment);
    FragmentDefinition definition = parsed.fragments().get(fragment);
    if (found != null || definition == null) {
      return found == null ? Reach.NOTHING : found;
    }
    // A fragment that spreads itself meets this entry; validation refuses it afterwards.
    known.put(fragment, Reach.NOTHING);
    Reach reach = reach(definition.getSelectionSet(), introspecting);
    known.put(fragment, reach);
    return reach;
  }

  private static int aliases(@Nullable SelectionSet set) {
    int aliases = 0;
    if (set != null) {
      for (Selection<?> selection : set.getSelections()) {
        aliases +=
            switch (selection) {
              case Field field ->
                  (field.getAlias() == null || field.getAlias().equals(field.getName()) ? 0 : 1)
                      + aliases(field.getSelectionSet());
              case InlineFragment inline -> aliases(inline.getSelectionSet());
              default -> 0;
            };
      }
    }
    return aliases;
  }
}
