package org.fraiseql.problem;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a wrong name may have been meant to be. Both lists are empty where suggestions are switched
 * off.
 *
 * @param near known names that are close to the wrong one, the closest first
 * @param known all names that would be right there
 */
public record Hint(List<String> near, List<String> known) {

  /** Nothing to suggest. */
  public static final Hint NONE = new Hint(List.of(), List.of());

  private static final int SHOWN = 8;

  public Hint {
    near = List.copyOf(near);
    known = List.copyOf(known);
  }

  /** What the wrong name may have been meant to be, of all that would be right. */
  public static Hint of(String wrong, Collection<String> known) {
    return new Hint(Nearness.near(wrong, known), List.copyOf(known));
  }

  /** The suggestion as a sentence, or null. */
  @Nullable String sentence() {
    if (!near.isEmpty()) {
      return "Did you mean " + joined(near.stream().map(name -> "'" + name + "'").toList()) + "?";
    }
    if (known.isEmpty()) {
      return null;
    }
    String shown = known.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = known.size() - SHOWN;
    return "Known here: " + shown + (more > 0 ? " and " + more + " more." : ".");
  }

  private static String joined(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }
}
