package org.fraiseql.definition;

import java.util.Set;

/**
 * What is known of PostgreSQL's own functions. Source: the function tables of its manual, chapters
 * 9.4 to 9.25.
 */
final class Functions {

  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "sum",
          "avg",
          "min",
          "max",
          "array_agg",
          "string_agg",
          "jsonb_agg",
          "json_agg",
          "jsonb_object_agg",
          "json_object_agg",
          "bool_and",
          "bool_or",
          "every",
          "bit_and",
          "bit_or",
          "bit_xor",
          "any_value",
          "range_agg",
          "range_intersect_agg",
          "xmlagg",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "variance",
          "var_pop",
          "var_samp",
          "corr",
          "covar_pop",
          "covar_samp",
          "regr_count",
          "regr_slope",
          "regr_intercept",
          "regr_r2",
          "regr_avgx",
          "regr_avgy",
          "mode",
          "percentile_cont",
          "percentile_disc",
          "jsonb_agg_strict",
          "json_agg_strict");

  private static final Set<String> SET_RETURNING =
      Set.of(
          "generate_series",
          "unnest",
          "jsonb_array_elements",
          "jsonb_array_elements_text",
          "json_array_elements",
          "json_array_elements_text",
          "jsonb_each",
          "jsonb_each_text",
          "json_each",
          "json_each_text",
          "jsonb_object_keys",
          "json_object_keys",
          "regexp_matches",
          "regexp_split_to_table",
          "string_to_table",
          "jsonb_path_query",
          "jsonb_populate_recordset",
          "jsonb_to_recordset",
          "generate_subscripts");

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
          "substring",
          "translate",
          "date_trunc",
          "date",
          "timezone",
          "to_char",
          "to_json",
          "to_jsonb",
          "row_to_json",
          "cardinality",
          "now",
          "age",
          "date_part",
          "extract",
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
    return AGGREGATES.contains(call.name());
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

  /** Whether it is a window function: a call and what follows OVER. */
  static boolean isWindow(Expr.Compound compound) {
    return compound.parts().stream()
        .anyMatch(part -> part instanceof Expr.Word word && word.text().equals("OVER"));
  }

  /** Whether the expression can make several rows of one. */
  static boolean returnsSet(Expr expr) {
    return switch (expr) {
      case Expr.Call call ->
          SET_RETURNING.contains(call.name())
              || call.arguments().stream().anyMatch(Functions::returnsSet);
      case Expr.Cast cast -> returnsSet(cast.operand());
      case Expr.Coalesce coalesce -> coalesce.arguments().stream().anyMatch(Functions::returnsSet);
      case Expr.Compound compound -> compound.parts().stream().anyMatch(Functions::returnsSet);
      case Expr.Case _,
          Expr.Column _,
          Expr.WholeRow _,
          Expr.Constant _,
          Expr.SubQuery _,
          Expr.Word _ ->
          false;
    };
  }
}
