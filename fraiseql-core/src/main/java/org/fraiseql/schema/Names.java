package org.fraiseql.schema;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of PostgreSQL as names of GraphQL.
 *
 * <p>The rule for keys can be undone: an underscore before a small letter disappears and the letter
 * becomes a capital; everything else, leading underscores included, stays. So {@code line_1},
 * {@code line1}, {@code a__b} and {@code _id} keep what tells them apart.
 */
final class Names {

  private static final Pattern PREFIX = Pattern.compile("^(?:v|tv|mv)_(?=.)");
  private static final Pattern VERSION = Pattern.compile("^(.+?)_?[vV](\\d+)$");
  private static final Pattern RELATION_VERSION = Pattern.compile("^(.+)_v(\\d+)$");
  private static final Pattern LAST_WORD = Pattern.compile("^(.*?)([A-Z]?[a-z]+)$", Pattern.DOTALL);
  private static final Pattern BEFORE_DIGIT = Pattern.compile("(?<=[A-Za-z0-9])_(?=\\d)");
  private static final Pattern VALID = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*");

  private Names() {}

  /** Whether GraphQL lets a schema define this name. */
  static boolean isValid(String name) {
    return VALID.matcher(name).matches() && !name.startsWith("__");
  }

  /** The field name of a key or column; null if nothing in it can be part of a name. */
  static @Nullable String field(String key) {
    String cleaned = cleaned(key);
    if (cleaned == null) {
      return null;
    }
    StringBuilder name = new StringBuilder(cleaned.length());
    boolean begun = false;
    for (int i = 0; i < cleaned.length(); i++) {
      char c = cleaned.charAt(i);
      if (c == '_' && begun && i + 1 < cleaned.length() && isSmall(cleaned.charAt(i + 1))) {
        i++;
        name.append(Character.toUpperCase(cleaned.charAt(i)));
      } else {
        name.append(c);
        begun |= c != '_';
      }
    }
    return name.toString();
  }

  /** The key that {@link #field} makes this name of, for keys in snake_case. */
  static String key(String field) {
    StringBuilder key = new StringBuilder(field.length() + 4);
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c >= 'A' && c <= 'Z' && i > 0) {
        key.append('_').append(Character.toLowerCase(c));
      } else {
        key.append(c);
      }
    }
    return key.toString();
  }

  /** The name of a type after something named in snake_case; cannot always be undone. */
  static @Nullable String type(String name) {
    String field = field(name);
    return field == null ? null : capitalised(BEFORE_DIGIT.matcher(field).replaceAll(""));
  }

  /** The first letter large, behind leading underscores too. */
  static String capitalised(String name) {
    int i = 0;
    while (i < name.length() - 1 && name.charAt(i) == '_') {
      i++;
    }
    return name.substring(0, i) + Character.toUpperCase(name.charAt(i)) + name.substring(i + 1);
  }

  /** A type's name as the name of a field: {@code OrderItem} orderItem, {@code URLMap} urlMap. */
  static String decapitalised(String type) {
    int capitals = 0;
    while (capitals < type.length() && Character.isUpperCase(type.charAt(capitals))) {
      capitals++;
    }
    boolean wordFollows = capitals < type.length() && Character.isLowerCase(type.charAt(capitals));
    int small = capitals > 1 && wordFollows ? capitals - 1 : capitals;
    return type.substring(0, small).toLowerCase(Locale.ROOT) + type.substring(small);
  }

  /** The version at the end of a relation's name, such as {@code 1} for {@code v_products_v1}. */
  static @Nullable String version(String relation) {
    Matcher matcher = RELATION_VERSION.matcher(relation);
    return matcher.matches() ? matcher.group(2) : null;
  }

  /** The relation's name for one document, in PascalCase, without prefix and version. */
  static @Nullable String ofRelation(String relation) {
    String name = PREFIX.matcher(relation).replaceFirst("");
    Matcher version = RELATION_VERSION.matcher(name);
    String type = type(version.matches() ? version.group(1) : name);
    return type == null ? null : onLastWord(type, English::singular);
  }

  /** A type's name with the version behind it, once. */
  static String versioned(String type, String version) {
    Matcher matcher = VERSION.matcher(type);
    boolean there = matcher.matches() && matcher.group(2).equals(version);
    return there ? type : type + "V" + version;
  }

  /** The name of the root field for many, given that for one. Never the same. */
  static String list(String singular, @Nullable String version) {
    String suffix = version == null ? "" : "V" + version;
    String noun =
        !suffix.isEmpty() && singular.endsWith(suffix)
            ? singular.substring(0, singular.length() - suffix.length())
            : singular;
    String behind = singular.substring(noun.length());
    String plural = onLastWord(noun, English::plural);
    if (Character.isDigit(plural.charAt(plural.length() - 1))) {
      plural += "s";
    }
    return plural.equals(noun) ? noun + "List" + behind : plural + behind;
  }

  /** A field's name behind its parent's type: for one element when the field is a list. */
  static String derived(String parent, String field, boolean list) {
    return parent + capitalised(list ? onLastWord(field, English::singular) : field);
  }

  private static String onLastWord(String name, UnaryOperator<String> change) {
    Matcher matcher = LAST_WORD.matcher(name);
    if (!matcher.matches()) {
      return name;
    }
    String word = matcher.group(2);
    String changed = change.apply(word.toLowerCase(Locale.ROOT));
    boolean capital = Character.isUpperCase(word.charAt(0));
    return matcher.group(1) + (capital ? capitalised(changed) : changed);
  }

  /**
   * Only characters of names, separated words by underscores; null if no letter or digit is left.
   */
  private static @Nullable String cleaned(String key) {
    if (isValid(key)) {
      return key;
    }
    StringBuilder name = new StringBuilder(key.length());
    boolean gap = false;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
        if (gap && !name.isEmpty() && c != '_') {
          name.append('_');
        }
        name.append(c);
        gap = false;
      } else if (c < 128) {
        gap = true;
      } else {
        return null;
      }
    }
    String text = name.toString().replaceFirst("^__+", "_");
    if (text.chars().noneMatch(Character::isLetterOrDigit)) {
      return null;
    }
    return Character.isDigit(text.charAt(0)) ? "_" + text : text;
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }
}
