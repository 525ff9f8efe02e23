package org.fraiseql.sql;

import java.util.Set;
import java.util.regex.Pattern;

/** Quoting of names and literals for SQL text. */
public final class Identifiers {

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  /** PostgreSQL's keywords that mean something else than a name in some place where names stand. */
  private static final Set<String> KEYWORDS =
      Set.of(
          """
          all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
          both case cast char character check coalesce collate collation column concurrently constraint create
          cross current_catalog current_date current_role current_schema current_time current_timestamp
          current_user dec decimal default deferrable desc distinct do else end except exists extract false fetch
          float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout
          int integer intersect interval into is isnull join json json_array json_arrayagg json_exists json_object
          json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left
          like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null
          nullif numeric offset on only or order out outer overlaps overlay placing position precision primary
          real references returning right row select session_user setof similar smallint some substring symmetric
          system_user table tablesample then time timestamp to trailing treat trim true union unique user using
          values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
          xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
          """
              .strip()
              .split("\\s+"));

  private Identifiers() {}

  /** The name as a person writes it: in double quotes only if it means something else without. */
  public static String quoteIfNeeded(String name) {
    return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name) ? name : quote(name);
  }

  /** The name in double quotes, usable wherever PostgreSQL takes an identifier. */
  public static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * The text as a string constant that reads the same whatever {@code standard_conforming_strings}
   * says.
   */
  public static String literal(String text) {
    String doubled = text.replace("'", "''");
    return text.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
