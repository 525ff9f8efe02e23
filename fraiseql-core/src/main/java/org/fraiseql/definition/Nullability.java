package org.fraiseql.definition;

import java.util.List;
import java.util.Set;

/** Whether a plain value can be null; true unless the contrary is proven. */
final class Nullability {

  private static final Set<String> STRICT_WORDS =
      Set.of(
          "+", "-", "*", "/", "%", "||", "=", "<>", "<", ">", "<=", ">=", "AND", "OR", "NOT", "AT",
          "TIME", "ZONE");

  private static final Set<String> NEVER_NULL =
      Set.of(
          "CURRENT_DATE",
          "CURRENT_TIMESTAMP",
          "CURRENT_USER",
          "LOCALTIMESTAMP",
          "SESSION_USER",
          "CURRENT_ROLE");

  private final ShapeReader shapes;

  Nullability(ShapeReader shapes) {
    this.shapes = shapes;
  }

  boolean nullable(Expr expr, Scope scope, boolean aggregated) {
    return switch (expr) {
      case Expr.Constant constant -> constant.isNull();
      case Expr.Cast cast ->
          nullable(cast.operand(), scope, aggregated)
              || (!cast.toJson() && shapes.isJson(cast.operand(), scope, aggregated));
      case Expr.Word word -> !NEVER_NULL.contains(word.text());
      case Expr.Compound compound -> compound(compound, scope, aggregated);
      case Expr.Call call -> call(call, scope, aggregated);
      case Expr.Column column -> columnNullable(column, scope, aggregated);
      case Expr.WholeRow _, Expr.Coalesce _, Expr.Case _, Expr.SubQuery _ ->
          shapes.slot(expr, scope, aggregated).nullable();
    };
  }

  private boolean columnNullable(Expr.Column column, Scope scope, boolean aggregated) {
    return scope.find(column) == null || shapes.slot(column, scope, aggregated).nullable();
  }

  private boolean call(Expr.Call call, Scope scope, boolean aggregated) {
    if (call.name().equals("count")) {
      return false;
    }
    if (Functions.isAggregate(call)) {
      boolean sure =
          Functions.collects(call)
              || (Functions.isNullOnlyFromNulls(call) && !anyNullable(call, scope, true));
      return !sure || !Scope.groupsHaveRows(scope.select) || call.filter() != null;
    }
    if (Functions.firstDecides(call.name())) {
      return !call.name().equals("concat")
          && nullable(call.arguments().getFirst(), scope, aggregated);
    }
    return !Functions.isNullOnlyFromNull(call.name()) || anyNullable(call, scope, aggregated);
  }

  private boolean anyNullable(Expr.Call call, Scope scope, boolean aggregated) {
    return call.arguments().stream().anyMatch(argument -> nullable(argument, scope, aggregated));
  }

  private boolean compound(Expr.Compound compound, Scope scope, boolean aggregated) {
    if (Functions.isWindow(compound)) {
      return !(compound.parts().getFirst() instanceof Expr.Call call
          && Functions.numbersRows(call.name()));
    }
    if (neverNull(compound) || isArray(compound)) {
      return false;
    }
    for (Expr part : compound.parts()) {
      boolean sure =
          part instanceof Expr.Word word
              ? STRICT_WORDS.contains(word.text()) || NEVER_NULL.contains(word.text())
              : !nullable(part, scope, aggregated);
      if (!sure) {
        return true;
      }
    }
    return false;
  }

  /** {@code ARRAY[…]} or {@code ARRAY(SELECT …)}, and nothing behind it. */
  private static boolean isArray(Expr.Compound compound) {
    List<Expr> parts = compound.parts();
    if (!isWord(parts.getFirst(), Set.of("ARRAY"))) {
      return false;
    }
    if (parts.size() == 2) {
      return parts.getLast() instanceof Expr.SubQuery;
    }
    int depth = 0;
    for (int i = 1; i < parts.size(); i++) {
      depth += isWord(parts.get(i), Set.of("[")) ? 1 : isWord(parts.get(i), Set.of("]")) ? -1 : 0;
      if (depth == 0) {
        return i == parts.size() - 1;
      }
    }
    return false;
  }

  /**
   * {@code IS NULL}, {@code IS DISTINCT FROM}, {@code IS TRUE} and EXISTS answer true or false;
   * {@code IS JSON} and {@code IS NORMALIZED} do not.
   */
  private static boolean neverNull(Expr.Compound compound) {
    List<Expr> parts = compound.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (isWord(parts.get(i), Set.of("EXISTS"))) {
        return true;
      }
      if (isWord(parts.get(i), Set.of("IS"))) {
        int next = i + 1 < parts.size() && isWord(parts.get(i + 1), Set.of("NOT")) ? i + 2 : i + 1;
        return next < parts.size()
            && (parts.get(next) instanceof Expr.Constant
                || isWord(parts.get(next), Set.of("DISTINCT", "TRUE", "FALSE", "UNKNOWN")));
      }
    }
    return false;
  }

  private static boolean isWord(Expr expr, Set<String> words) {
    return expr instanceof Expr.Word word && words.contains(word.text());
  }
}
