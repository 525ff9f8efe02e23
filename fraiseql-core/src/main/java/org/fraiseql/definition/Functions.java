package org.fraiseql.definition;

import java.util.Set;

/**
 * What is known of PostgreSQL's own functions. Source: the function tables of its manual, chapters
 * 9.4 to 9.25.
 */
final class Functions {

  /** Aggregates that are null over a group only when an argument is null in all its rows. */
  private static final Set<String> NULL_ONLY_FROM_NULLS =
      Set.of(
          "sum",
          "avg",
          "min",
          "max",
          "bool_and",
          "bool_or",
          "every",
          "bit_and",
          "bit_or",
          "bit_xor",
          "any_value",
          "string_agg",
          "range_agg");

  /** Aggregates that are never null over a group. */
  private static final Set<String> COLLECTING =
      Set.of("array_agg", "jsonb_agg", "json_agg", "jsonb_object_agg", "json_object_agg");

  /** Aggregates with a syntax of their own. */
  private static final Set<String> AGGREGATE_WORDS = Set.of("JSON_ARRAYAGG", "JSON_OBJECTAGG");

  /** Functions that are null only when an argument is. */
  private static final Set<String> NULL_ONLY_FROM_NULL =
      Set.of(
          "upper",
          "lower",
          "initcap",
          "length",
          "char_length",
          "octet_length",
          "round",
          "abs",
          "ceil",
          "ceiling",
          "floor",
          "trunc",
          "sign",
          "sqrt",
          "power",
          "mod",
          "lpad",
          "rpad",
          "left",
          "right",
          "replace",
          "btrim",
          "ltrim",
          "rtrim",
          "reverse",
          "repeat",
          "md5",
          "substr",
          "translate",
          "date_trunc",
          "date",
          "timezone",
          "to_json",
          "to_jsonb",
          "row_to_json",
          "cardinality",
          "now",
          "age",
          "to_tsvector",
          "jsonb_array_length",
          "json_array_length",
          "numeric",
          "int4",
          "int8",
          "text",
          "bool",
          "float8",
          "clock_timestamp",
          "statement_timestamp",
          "transaction_timestamp",
          "gen_random_uuid",
          "uuidv7",
          "make_date",
          "make_timestamptz",
          "make_interval",
          "to_timestamp",
          "encode",
          "starts_with",
          "strpos",
          "ascii",
          "chr");

  /** Functions that are never null, or only when their first argument is. */
  private static final Set<String> FIRST_DECIDES =
      Set.of("concat", "array_remove", "concat_ws", "array_append");

  private Functions() {}

  static boolean isAggregate(Expr.Call call) {
    return call.kind() == Expr.Call.Kind.AGGREGATE;
  }

  /** Whether an aggregate is null over a group only when an argument is null in all its rows. */
  static boolean isNullOnlyFromNulls(Expr.Call aggregate) {
    return NULL_ONLY_FROM_NULLS.contains(aggregate.name());
  }

  static boolean collects(Expr.Call aggregate) {
    return COLLECTING.contains(aggregate.name());
  }

  static boolean isAggregateWord(Expr expr) {
    return expr instanceof Expr.Word word && AGGREGATE_WORDS.contains(word.text());
  }

  static boolean isNullOnlyFromNull(String name) {
    return NULL_ONLY_FROM_NULL.contains(name);
  }

  static boolean firstDecides(String name) {
    return FIRST_DECIDES.contains(name);
  }

  static boolean buildsObject(Expr.Call call) {
    return call.name().equals("jsonb_build_object") || call.name().equals("json_build_object");
  }

  static boolean buildsArray(Expr.Call call) {
    return call.name().equals("jsonb_build_array") || call.name().equals("json_build_array");
  }

  static boolean aggregatesJson(Expr.Call call) {
    return call.name().equals("jsonb_agg") || call.name().equals("json_agg");
  }

  static boolean convertsToJson(Expr.Call call) {
    return call.arguments().size() == 1
        && (call.name().equals("to_jsonb")
            || call.name().equals("to_json")
            || call.name().equals("row_to_json"));
  }

  /** Window functions that have a value for each row. */
  static boolean numbersRows(String name) {
    return Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "count")
        .contains(name);
  }

  /** Whether it is a window function: a call and what follows OVER. */
  static boolean isWindow(Expr.Compound compound) {
    return compound.parts().stream()
        .anyMatch(part -> part instanceof Expr.Word word && word.text().equals("OVER"));
  }

  static boolean hasWindow(Expr expr) {
    return switch (expr) {
      case Expr.Call call -> call.arguments().stream().anyMatch(Functions::hasWindow);
      case Expr.Cast cast -> hasWindow(cast.operand());
      case Expr.Coalesce coalesce -> coalesce.arguments().stream().anyMatch(Functions::hasWindow);
      case Expr.Case choice ->
          choice.branches().stream()
                  .anyMatch(b -> hasWindow(b.condition()) || hasWindow(b.result()))
              || (choice.operand() != null && hasWindow(choice.operand()))
              || (choice.otherwise() != null && hasWindow(choice.otherwise()));
      case Expr.Compound compound ->
          isWindow(compound) || compound.parts().stream().anyMatch(Functions::hasWindow);
      case Expr.Column _, Expr.WholeRow _, Expr.Constant _, Expr.SubQuery _, Expr.Word _ -> false;
    };
  }

  /** Whether the expression can make several rows of one. */
  static boolean returnsSet(Expr expr) {
    return switch (expr) {
      case Expr.Call call ->
          call.kind() == Expr.Call.Kind.SET_RETURNING
              || call.arguments().stream().anyMatch(Functions::returnsSet);
      case Expr.Cast cast -> returnsSet(cast.operand());
      case Expr.Coalesce coalesce -> coalesce.arguments().stream().anyMatch(Functions::returnsSet);
      case Expr.Compound compound -> compound.parts().stream().anyMatch(Functions::returnsSet);
      case Expr.Case choice ->
          choice.branches().stream().anyMatch(b -> returnsSet(b.result()))
              || (choice.otherwise() != null && returnsSet(choice.otherwise()));
      case Expr.Column _, Expr.WholeRow _, Expr.Constant _, Expr.SubQuery _, Expr.Word _ -> false;
    };
  }
}
