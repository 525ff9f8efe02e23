package org.fraiseql.query;

import static org.fraiseql.query.Sample.literal;

import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.query.Sample.Kind;
import org.jspecify.annotations.Nullable;

/** What each operator means, in plain SQL that was written without a look at the engine's. */
final class OperatorOracle {

  private OperatorOracle() {}

  /** The ids of the rows whose value at a place satisfies the operator. */
  static String ids(Sample sample, String operator, List<String> operand, String place) {
    String items = "FROM " + sample.table() + " i WHERE i.id > s.id AND i.id <= s.id + 2 AND ";
    String condition =
        switch (place) {
          case "some" ->
              "EXISTS (SELECT " + items + test(sample, operator, operand, "i.value") + ")";
          case "none" ->
              "NOT EXISTS (SELECT " + items + test(sample, operator, operand, "i.value") + ")";
          case "every" ->
              "NOT EXISTS (SELECT "
                  + items
                  + "("
                  + test(sample, operator, operand, "i.value")
                  + ") IS NOT TRUE)";
          case "nested" ->
              test(
                  sample,
                  operator,
                  operand,
                  "(SELECT n.value FROM " + sample.table() + " n WHERE n.id = s.id + 1)");
          default -> test(sample, operator, operand, "s.value");
        };
    return "SELECT s.id FROM " + sample.table() + " s WHERE " + condition + " ORDER BY s.id";
  }

  private static String test(Sample sample, String operator, List<String> operand, String value) {
    String condition = condition(sample, operator, operand, value);
    if (condition == null) {
      throw new AssertionError(
          "The operator '%s' of %s has no oracle: add one".formatted(operator, sample.type()));
    }
    return condition;
  }

  private static @Nullable String condition(
      Sample sample, String operator, List<String> operand, String value) {
    String column = sample.type().equals("jsonb") ? "NULLIF(" + value + ", 'null')" : value;
    if (operator.equals("isNull")) {
      boolean json = sample.type().equals("json");
      String compared = json ? "NULLIF(" + value + "::jsonb, 'null')" : column;
      return compared
          + (operand.equals(List.of("true"))
              ? " IS NOT DISTINCT FROM NULL"
              : " IS DISTINCT FROM NULL");
    }
    String typed = sample.kind() == Kind.ARRAY ? array(sample, operand) : typed(sample, operand);
    return switch (operator) {
      case "eq" -> column + " = " + typed;
      case "ne" -> column + " <> " + typed;
      case "isDistinctFrom" -> column + " IS DISTINCT FROM " + typed;
      case "in" -> listed(column, operand, sample, " OR ", "=");
      case "notIn" -> listed(column, operand, sample, " AND ", "<>");
      case "gt" -> column + " > " + typed;
      case "gte" -> column + " >= " + typed;
      case "lt" -> column + " < " + typed;
      case "lte" -> column + " <= " + typed;
      default ->
          switch (sample.kind()) {
            case TEXT -> text(sample, operator, column, literal(operand.getFirst()));
            case JSON -> json(operator, column, operand);
            case ARRAY -> ofArray(operator, column, typed, operand);
            case RANGE -> range(operator, column, typed, operand);
            case TREE -> tree(operator, column, literal(operand.getFirst()));
            case NETWORK -> network(operator, column, typed);
            case SEARCH -> search(operator, column, literal(operand.getFirst()));
            case PLAIN -> null;
          };
    };
  }

  private static String listed(
      String column, List<String> operand, Sample sample, String word, String sign) {
    return operand.stream()
        .map(one -> column + " " + sign + " " + typed(sample, List.of(one)))
        .collect(Collectors.joining(word, "(", ")"));
  }

  private static String typed(Sample sample, List<String> operand) {
    String type = sample.type().replaceFirst("\\(.*", "");
    return literal(operand.isEmpty() ? "" : operand.getFirst())
        + "::"
        + switch (type) {
          case "smallint" -> "int";
          case "cidr" -> "inet";
          case "char" -> "bpchar";
          case "\"char\"", "name", "ext.mail", Sample.REQUIRED -> "text";
          case "bit" -> "varbit::bit varying";
          case "ext.positive" -> "int";
          default -> type;
        };
  }

  private static String array(Sample sample, List<String> operand) {
    return operand.stream()
        .map(one -> one.equals("NULL") ? "NULL" : literal(one))
        .collect(
            Collectors.joining(", ", "ARRAY[", "]::" + sample.type().replaceFirst("\\(.*\\)", "")));
  }

  /** The text is taken as the document has it: char(n) with its blanks. */
  private static @Nullable String text(
      Sample sample, String operator, String value, String operand) {
    boolean ignoring = operator.startsWith("i");
    boolean folded = ignoring || sample.type().equals("ext.citext");
    String column = "(to_json(" + value + ") #>> '{}')";
    String left = folded ? "lower(" + column + ")" : column;
    String right = folded ? "lower(" + operand + ")" : operand;
    return switch (ignoring ? operator.substring(1) : operator) {
      // PostgreSQL's own comparison of char(n) leaves the blanks out
      case "eq" -> "rtrim(" + left + ") = rtrim(" + right + ")";
      case "contains" -> "strpos(" + left + ", " + right + ") > 0";
      case "startsWith" -> "left(" + left + ", length(" + right + ")) = " + right;
      case "endsWith" -> "right(" + left + ", length(" + right + ")) = " + right;
      case "like" -> left + " LIKE " + right;
      case "regex" -> left + (folded ? " ~* " : " ~ ") + operand;
      default -> null;
    };
  }

  private static @Nullable String json(String operator, String column, List<String> operand) {
    String one = literal(operand.getFirst());
    String many =
        operand.stream().map(Sample::literal).collect(Collectors.joining(", ", "ARRAY[", "]"));
    return switch (operator) {
      case "contains" -> column + " @> " + one + "::jsonb";
      case "containedBy" -> column + " <@ " + one + "::jsonb";
      case "hasKey" -> "jsonb_exists(" + column + ", " + one + ")";
      case "hasAnyKeys" -> "jsonb_exists_any(" + column + ", " + many + ")";
      case "hasAllKeys" -> "jsonb_exists_all(" + column + ", " + many + ")";
      case "matchesPath" -> "jsonb_path_exists(" + column + ", " + one + ", silent => true)";
      default -> null;
    };
  }

  private static @Nullable String ofArray(
      String operator, String column, String typed, List<String> operand) {
    return switch (operator) {
      case "contains" -> column + " @> " + typed;
      case "containedBy" -> column + " <@ " + typed;
      case "overlaps" -> column + " && " + typed;
      case "isEmpty" -> operand.equals(List.of("true")) ? column + " = '{}'" : column + " <> '{}'";
      case "length" -> "cardinality(" + column + ") = " + operand.getFirst();
      default -> null;
    };
  }

  private static @Nullable String range(
      String operator, String column, String typed, List<String> operand) {
    return switch (operator) {
      case "contains" -> column + " @> " + literal(operand.getFirst()) + elementType(typed);
      case "containsRange" -> column + " @> " + typed;
      case "containedBy" -> column + " <@ " + typed;
      case "overlaps" -> column + " && " + typed;
      case "strictlyLeftOf" -> column + " << " + typed;
      case "strictlyRightOf" -> column + " >> " + typed;
      case "adjacentTo" -> column + " -|- " + typed;
      case "isEmpty" ->
          operand.equals(List.of("true"))
              ? "isempty(" + column + ")"
              : "NOT isempty(" + column + ")";
      default -> null;
    };
  }

  private static String elementType(String typed) {
    return typed.endsWith("numrange")
        ? "::numeric"
        : typed.endsWith("tstzrange") ? "::timestamptz" : "::int";
  }

  private static @Nullable String tree(String operator, String column, String operand) {
    String schema = "OPERATOR(ext.";
    return switch (operator) {
      case "ancestorOf" -> column + " " + schema + "@>) " + operand + "::ext.ltree";
      case "descendantOf" -> column + " " + schema + "<@) " + operand + "::ext.ltree";
      case "matches" -> column + " " + schema + "~) " + operand + "::ext.lquery";
      case "matchesText" -> column + " " + schema + "@) " + operand + "::ext.ltxtquery";
      default -> null;
    };
  }

  private static @Nullable String network(String operator, String column, String typed) {
    return switch (operator) {
      case "contains" -> column + " >>= " + typed;
      case "containedBy" -> column + " <<= " + typed;
      case "overlaps" -> column + " && " + typed;
      default -> null;
    };
  }

  private static @Nullable String search(String operator, String column, String operand) {
    return switch (operator) {
      case "websearch" -> column + " @@ websearch_to_tsquery(" + operand + ")";
      case "plain" -> column + " @@ plainto_tsquery(" + operand + ")";
      default -> null;
    };
  }
}
