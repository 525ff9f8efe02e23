package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a program's own, whose parameters PostgreSQL reads as the types that their values
 * have in Java. Text and the constants of enums take whatever type stands there. Immutable.
 *
 * @param sql with parameters {@code $1 … $n}, each bound as text
 */
record SqlText(String sql, List<@Nullable Object> parameters) {

  private static final Set<String> ROWS =
      Set.of("select", "values", "table", "insert", "update", "delete", "merge");

  /** Rows as JSON: to_json alone would give NULL for a row in which all is NULL. */
  private static final String AS_JSON =
      " SELECT to_json(\"fraiseql rows\")::text AS j FROM \"fraiseql rows\"";

  static SqlText of(String sql, @Nullable Object... given) {
    List<@Nullable Object> bound = new ArrayList<>();
    StringBuilder text = new StringBuilder(sql.length() + 32);
    boolean[] used = new boolean[given.length];
    for (SqlToken token : SqlToken.of(sql)) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        int index = number(token.text(), given.length) - 1;
        used[index] = true;
        text.append(parameter(given[index], index + 1, bound));
      } else {
        text.append(token.text());
      }
    }
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        throw unfit("it does not use the parameter $" + (i + 1), "Use it, or do not give it.");
      }
    }
    return new SqlText(text.toString(), bound);
  }

  private static int number(String token, int given) {
    int number = token.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(token.substring(1));
    if (number < 1 || number > given) {
      throw unfit(
          "it uses the parameter " + token + ", and " + given + " are given",
          "Parameters are numbered from $1 in the order in which they are given.");
    }
    return number;
  }

  private static ProblemException unfit(String reason, String help) {
    return new ProblemException(new SessionProblem.UnfitStatement(reason, help));
  }

  /** Null and the empty list have no type: as constants they take that of their place. */
  private static String parameter(
      @Nullable Object given, int number, List<@Nullable Object> bound) {
    Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Collection<?> items) {
      return items.isEmpty() ? "'{}'" : list(items, number, bound);
    }
    String type = type(value, number);
    bound.add(text(value));
    String parameter = "$" + bound.size();
    return type == null ? parameter : "CAST(" + parameter + "::text AS " + type + ")";
  }

  private static String list(Collection<?> items, int number, List<@Nullable Object> bound) {
    String type = null;
    boolean first = true;
    List<@Nullable String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(item == null ? null : text(item));
      if (item == null) {
        continue;
      }
      String own = type(item, number);
      if (!first && !java.util.Objects.equals(own, type)) {
        throw new ProblemException(
            new SessionProblem.UnfitValue(
                "The parameter $" + number, "its elements are of different types"));
      }
      type = own;
      first = false;
    }
    bound.add(texts);
    String parameter = "$" + bound.size();
    return type == null ? parameter : "CAST(" + parameter + "::text[] AS " + type + "[])";
  }

  /** The type that PostgreSQL reads the value as; null to leave that to the statement. */
  private static @Nullable String type(Object value, int number) {
    return switch (value) {
      case String _, Enum<?> _, Character _ -> null;
      case UUID _ -> "uuid";
      case Boolean _ -> "boolean";
      case Short _, Byte _, Integer _ -> "integer";
      case Long _ -> "bigint";
      case BigDecimal _, BigInteger _ -> "numeric";
      case Float _ -> "real";
      case Double _ -> "double precision";
      case OffsetDateTime _, Instant _, ZonedDateTime _ -> "timestamptz";
      case LocalDateTime _ -> "timestamp";
      case LocalDate _ -> "date";
      case LocalTime _ -> "time";
      case OffsetTime _ -> "timetz";
      case Duration _, Period _ -> "interval";
      case byte[] _ -> "bytea";
      case JsonNode _, Map<?, ?> _, Record _ -> "jsonb";
      default ->
          throw new ProblemException(
              new SessionProblem.UnfitValue(
                  "The parameter $" + number, "it is a " + value.getClass().getName()));
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case JsonNode node -> node.toString();
      case Map<?, ?> _, Record _ -> Json.mapper().valueToTree(value).toString();
      default -> Values.plain(value).toString();
    };
  }

  /** The same as a statement whose rows are JSON objects of type text, in a column {@code j}. */
  String asRows() {
    List<SqlToken> tokens = SqlToken.of(sql);
    int main = SqlToken.main(tokens);
    String word = main < 0 ? "" : tokens.get(main).text().toLowerCase(Locale.ROOT);
    if (!ROWS.contains(word) && !word.equals("(")) {
      throw unfit(
          "it is none that answers rows",
          "Begin with SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE or WITH, and use update(…) for"
              + " statements without an answer.");
    }
    StringBuilder before = new StringBuilder();
    StringBuilder behind = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      (i < main ? before : behind).append(tokens.get(i).text());
    }
    String with = before.toString().isBlank() ? "WITH " : before + ", ";
    String statement = behind.toString().stripTrailing();
    while (statement.endsWith(";")) {
      statement = statement.substring(0, statement.length() - 1).stripTrailing();
    }
    // On a line of its own: a comment may end the statement.
    return with + "\"fraiseql rows\" AS (\n" + statement + "\n)" + AS_JSON;
  }
}
