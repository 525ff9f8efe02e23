package org.fraiseql.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;

/**
 * Collects expressions whose type only PostgreSQL knows, and answers from what it said. Each
 * becomes a scalar sub-select that yields no row, in the FROM clauses that the expression stands
 * in: {@code pg_typeof} of it names the type, nothing is executed, and casts, operators and
 * overloaded functions are resolved by the one who does so at run time.
 */
final class TypeQuestions implements Types {

  private final PgType unknown;
  private final Map<String, PgType> answers = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  /** Answers {@code unknown} for as long as a question is open. */
  TypeQuestions(PgType unknown) {
    this.unknown = unknown;
  }

  @Override
  public PgType of(Expr expr, Scope scope, boolean aggregated) {
    String question = question(expr, scope, aggregated);
    if (refused.contains(question)) {
      throw new NotUnderstood("the type of " + PlainText.of(expr).replace("\"", ""));
    }
    PgType answer = answers.get(question);
    if (answer == null) {
      open.add(question);
    }
    return answer == null ? unknown : answer;
  }

  /** Takes answers; a question that has none will not be asked again. */
  void answer(Map<String, PgType> known) {
    for (String question : open) {
      PgType type = known.get(question);
      if (type == null) {
        refused.add(question);
      } else {
        answers.put(question, type);
      }
    }
    open.clear();
  }

  /** The questions without an answer, each a scalar sub-select in parentheses. */
  List<String> open() {
    return List.copyOf(open);
  }

  private static String question(Expr expr, Scope scope, boolean aggregated) {
    Query.Select select = scope.select;
    String inner = "SELECT " + PlainText.of(expr) + from(select);
    if (!aggregated && !select.groupBy().isEmpty()) {
      inner +=
          " GROUP BY "
              + select.groupBy().stream().map(PlainText::of).collect(Collectors.joining(", "));
    }
    if (select.tail() instanceof Expr.Compound tail
        && tail.parts().getFirst().equals(new Expr.Word("WINDOW"))) {
      inner = "SELECT \"~\" FROM (" + inner + " " + PlainText.of(tail) + ") \"~\"(\"~\")";
    }
    String query = with(select) + inner + " LIMIT 0";
    for (Scope outer = scope.parent; outer != null; outer = outer.parent) {
      query = with(outer.select) + "SELECT (" + query + ")" + from(outer.select) + " LIMIT 0";
    }
    return "(" + query + ")";
  }

  private static String with(Query.Select select) {
    return PlainText.with(select.with(), select.recursive());
  }

  private static String from(Query.Select select) {
    if (select.from().isEmpty()) {
      return "";
    }
    List<From> from = select.from();
    return from.stream().map(PlainText::of).collect(Collectors.joining(", ", " FROM ", ""));
  }
}
