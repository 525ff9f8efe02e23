package org.fraiseql.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the known names that are close to a wrong one. */
final class Nearness {

  private static final int MOST = 3;

  private Nearness() {}

  private record Candidate(String name, int distance) {}

  /** The closest first; a few at most. */
  static List<String> near(String wrong, Collection<String> known) {
    String folded = fold(wrong);
    int bound = Math.max(1, folded.length() / 3);
    return known.stream()
        .filter(name -> Math.abs(name.length() - wrong.length()) <= bound + 3)
        .map(name -> new Candidate(name, distance(folded, fold(name))))
        .filter(candidate -> candidate.distance <= bound && candidate.distance < folded.length())
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /** Case and underscores off: {@code created_at} is meant to be {@code createdAt}. */
  private static String fold(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Damerau-Levenshtein distance in its restricted form: insertions, deletions, substitutions and
   * swaps of neighbours count one each.
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, beforeLast[j - 2] + 1);
        }
        current[j] = best;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = current;
      current = spare;
    }
    return last[b.length()];
  }
}
