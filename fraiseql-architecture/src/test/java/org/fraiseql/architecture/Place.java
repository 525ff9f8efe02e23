package org.fraiseql.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of the packages: each may use those that stand below it. Offenders stand in a house of
 * their own, so that their {@code offender.upward.schema} is a {@code schema}.
 */
final class Place {

  /** From top to bottom; the empty name is the root package. */
  private static final List<String> ORDER =
      List.of(
          "server",
          "",
          "resolver",
          "repository",
          "query",
          "command",
          "operation",
          "schema",
          "declaration",
          "definition",
          "check",
          "catalog",
          "database",
          "sql");

  /** They do not know each other; the root joins them. */
  private static final List<String> SIBLINGS = List.of("query", "command");

  /** They use nobody, anybody may use them. */
  private static final List<String> LEAVES = List.of("sql", "problem", "api");

  /** Stand beside the house and do not know it; the server shows the example. */
  private static final List<String> OUTBUILDINGS = List.of("testing", "example");

  private static final Pattern PACKAGE =
      Pattern.compile("org\\.fraiseql(?:\\.architecture\\.offender\\.\\w+)?(?:\\.(\\w+).*)?");

  private Place() {}

  static boolean isOurs(JavaClass type) {
    return PACKAGE.matcher(type.getPackageName()).matches();
  }

  /** The first package below the root, empty for the root itself. */
  static String of(JavaClass type) {
    Matcher found = PACKAGE.matcher(type.getPackageName());
    return found.matches() ? Optional.ofNullable(found.group(1)).orElse("") : "elsewhere";
  }

  static boolean isKnown(String place) {
    return ORDER.contains(place) || LEAVES.contains(place) || OUTBUILDINGS.contains(place);
  }

  static boolean mayUse(String user, String used) {
    if (user.equals(used)) {
      return true;
    }
    if (OUTBUILDINGS.contains(user) || OUTBUILDINGS.contains(used)) {
      return user.equals("server") && used.equals("example");
    }
    if (LEAVES.contains(user) || SIBLINGS.contains(user) && SIBLINGS.contains(used)) {
      return false;
    }
    return LEAVES.contains(used) || ORDER.indexOf(user) < ORDER.indexOf(used);
  }
}
