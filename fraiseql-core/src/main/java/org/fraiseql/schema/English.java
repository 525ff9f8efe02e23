package org.fraiseql.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The number of English nouns, for names of lists. Words are in lower case. A word that no rule
 * knows gets an {@code s}.
 */
final class English {

  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("person", "people"),
          Map.entry("child", "children"),
          Map.entry("man", "men"),
          Map.entry("woman", "women"),
          Map.entry("foot", "feet"),
          Map.entry("tooth", "teeth"),
          Map.entry("mouse", "mice"),
          Map.entry("menu", "menus"),
          Map.entry("guru", "gurus"),
          Map.entry("goose", "geese"),
          Map.entry("leaf", "leaves"),
          Map.entry("shelf", "shelves"),
          Map.entry("half", "halves"),
          Map.entry("knife", "knives"),
          Map.entry("life", "lives"),
          Map.entry("wife", "wives"),
          Map.entry("hero", "heroes"),
          Map.entry("potato", "potatoes"),
          Map.entry("tomato", "tomatoes"),
          Map.entry("echo", "echoes"),
          Map.entry("analysis", "analyses"),
          Map.entry("axis", "axes"),
          Map.entry("basis", "bases"),
          Map.entry("crisis", "crises"),
          Map.entry("diagnosis", "diagnoses"),
          Map.entry("hypothesis", "hypotheses"),
          Map.entry("synthesis", "syntheses"),
          Map.entry("thesis", "theses"),
          Map.entry("index", "indexes"),
          Map.entry("matrix", "matrices"),
          Map.entry("vertex", "vertices"),
          Map.entry("criterion", "criteria"),
          Map.entry("phenomenon", "phenomena"),
          Map.entry("quiz", "quizzes"),
          Map.entry("movie", "movies"),
          Map.entry("cookie", "cookies"),
          Map.entry("tie", "ties"),
          Map.entry("pie", "pies"),
          Map.entry("calorie", "calories"),
          Map.entry("zombie", "zombies"),
          Map.entry("cache", "caches"),
          Map.entry("axe", "axes"),
          Map.entry("lens", "lenses"),
          Map.entry("gas", "gases"),
          Map.entry("atlas", "atlases"),
          Map.entry("alias", "aliases"),
          Map.entry("bias", "biases"),
          Map.entry("canvas", "canvases"));

  private static final Map<String, String> IRREGULAR_BACK = irregularBack();

  /** Words that are the same for one and for many. */
  private static final Set<String> SAME =
      Set.of(
          "aircraft",
          "analytics",
          "data",
          "equipment",
          "feedback",
          "fish",
          "information",
          "logistics",
          "media",
          "merchandise",
          "metadata",
          "news",
          "physics",
          "series",
          "sheep",
          "software",
          "species",
          "staff",
          "statistics");

  private English() {}

  private static Map<String, String> irregularBack() {
    Map<String, String> back = new HashMap<>();
    IRREGULAR.forEach((one, many) -> back.put(many, one));
    back.put("axes", "axis");
    back.put("bases", "base");
    back.put("indices", "index");
    return Map.copyOf(back);
  }

  /** The word for many; the same word if it has no other, or is one for many already. */
  static String plural(String word) {
    String irregular = IRREGULAR.get(word);
    if (irregular != null) {
      return irregular;
    }
    if (SAME.contains(word) || isPlural(word)) {
      return word;
    }
    if (endsWithAny(word, "s", "x", "z", "ch", "sh")) {
      return word + "es";
    }
    if (word.endsWith("y") && word.length() > 1 && !isVowel(word.charAt(word.length() - 2))) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word + "s";
  }

  /** The word for one; the same word if it is that already. */
  static String singular(String word) {
    String irregular = IRREGULAR_BACK.get(word);
    if (irregular != null) {
      return irregular;
    }
    if (!isPlural(word)) {
      return word;
    }
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (endsWithAny(word, "sses", "xes", "zzes", "ches", "shes", "uses")) {
      // house, cause, excuse, use: words that end in an e already
      return word.equals("uses") || endsWithAny(word, "ouses", "auses", "excuses", "abuses")
          ? word.substring(0, word.length() - 1)
          : word.substring(0, word.length() - 2);
    }
    return word.substring(0, word.length() - 1);
  }

  private static boolean isPlural(String word) {
    if (IRREGULAR_BACK.containsKey(word)) {
      return true;
    }
    return word.length() > 2
        && word.endsWith("s")
        && !endsWithAny(word, "ss", "us", "is")
        && !SAME.contains(word)
        && !IRREGULAR.containsKey(word);
  }

  private static boolean endsWithAny(String word, String... endings) {
    for (String ending : endings) {
      if (word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVowel(char letter) {
    return "aeiou".indexOf(letter) >= 0;
  }
}
