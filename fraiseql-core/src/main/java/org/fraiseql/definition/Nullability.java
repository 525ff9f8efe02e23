package org.fraiseql.definition;

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
      case Expr.Cast cast -> nullable(cast.operand(), scope, aggregated);
      case Expr.Word word -> !NEVER_NULL.contains(word.text());
      case Expr.Compound compound -> compound(compound, scope, aggregated);
      case Expr.Call call -> call(call, scope, aggregated);
      case Expr.Column column -> columnNullable(column, scope, aggregated);
      case Expr.WholeRow _, Expr.Coalesce _, Expr.Case _, Expr.SubQuery _ ->
          shapes.slot(expr, scope, aggregated).nullable();
    };
  }

  private boolean columnNullable(Expr.Column column, Scope scope, boolean aggregated) {
    Scope.Found found = scope.find(column);
    boolean ofFunction = found == null || found.source().from() instanceof From.Opaque;
    return ofFunction || shapes.slot(column, scope, aggregated).nullable();
  }

  private boolean call(Expr.Call call, Scope scope, boolean aggregated) {
    if (call.name().equals("count")) {
      return false;
    }
    if (Functions.isAggregate(call)) {
      boolean groupHasRows = !scope.select.groupBy().isEmpty() && call.filter() == null;
      return !groupHasRows || (!call.name().endsWith("_agg") && anyNullable(call, scope, true));
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
      return true;
    }
    if (compound.parts().getFirst() instanceof Expr.Word first && first.text().equals("ARRAY")) {
      return false;
    }
    if (neverNull(compound)) {
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

  /** {@code IS NULL}, {@code IS DISTINCT FROM}, {@code IS TRUE} and EXISTS answer true or false. */
  private static boolean neverNull(Expr.Compound compound) {
    return compound.parts().stream()
        .anyMatch(
            part ->
                part instanceof Expr.Word word
                    && (word.text().equals("IS") || word.text().equals("EXISTS")));
  }
}
