package org.fraiseql.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL type with values to try; each type has a table, a view and stored documents of its
 * own.
 *
 * @param name in small letters, part of the names of relations
 * @param kind which oracle knows the operators
 * @param values as PostgreSQL reads them; a row of null follows
 * @param operands by operator, for operators that do not take a value of the type
 */
record Sample(
    String name, String type, Kind kind, List<String> values, Map<String, List<String>> operands) {

  /** How operators are spelled in plain SQL. */
  enum Kind {
    PLAIN,
    TEXT,
    JSON,
    ARRAY,
    RANGE,
    TREE,
    NETWORK,
    SEARCH
  }

  /** A domain that is never null: not even where a join found no row can PostgreSQL cast to it. */
  static final String REQUIRED = "ext.required";

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static Sample of(String name, String type, Kind kind, String... values) {
    return new Sample(name, type, kind, List.of(values), Map.of());
  }

  /** The operator is tried with these operands. */
  Sample with(String operator, String... tried) {
    Map<String, List<String>> more = new HashMap<>(operands);
    more.put(operator, List.of(tried));
    return new Sample(name, type, kind, values, more);
  }

  List<String> operandsOf(String operator) {
    return operands.getOrDefault(operator, values);
  }

  String table() {
    return "tb_" + name;
  }

  /** Where values stand: the relations that have them, by what their name begins with. */
  static final List<String> PLACES = List.of("fresh", "stored", "kept");

  /** GraphQL's list of a place, such as {@code numberFreshRows}. */
  String root(String place) {
    return name + Character.toUpperCase(place.charAt(0)) + place.substring(1) + "Rows";
  }

  String typeName(String place) {
    String root = root(place);
    return Character.toUpperCase(root.charAt(0)) + root.substring(1, root.length() - 1);
  }

  /**
   * Row n's document has the row's value, the next row's as a nested object (none after the last)
   * and those of the next two as a list (none after the last).
   */
  List<String> definitions() {
    List<String> sql = new ArrayList<>();
    sql.add("CREATE TABLE %s (id int PRIMARY KEY, value %s)".formatted(table(), type));
    int id = 0;
    for (String value : values) {
      sql.add("INSERT INTO " + table() + " VALUES (" + ++id + ", " + literal(value) + ")");
    }
    if (!type.equals(REQUIRED)) {
      sql.add("INSERT INTO " + table() + " VALUES (" + ++id + ", NULL)");
    }
    sql.add(
        "CREATE VIEW part_%1$s AS SELECT id, jsonb_build_object('value', value) AS data FROM tb_%1$s"
            .formatted(name));
    String document =
        """
        jsonb_build_object('__typename', '%s', 'id', s.id, 'value', s.value, 'nested', n.data,
          'items', (SELECT jsonb_agg(jsonb_build_object('value', i.value) ORDER BY i.id)
                    FROM tb_%s i WHERE i.id > s.id AND i.id <= s.id + 2)) AS data
        FROM tb_%2$s s LEFT JOIN part_%2$s n ON n.id = s.id + 1\
        """;
    sql.add(
        ("CREATE VIEW v_" + name + "_fresh_rows AS SELECT s.id, s.value AS plain, " + document)
            .formatted(typeName("fresh"), name));
    sql.add(
        ("CREATE MATERIALIZED VIEW mv_" + name + "_kept_rows AS SELECT s.id, " + document)
            .formatted(typeName("kept"), name));
    sql.add("CREATE UNIQUE INDEX ON mv_%s_kept_rows (id)".formatted(name));
    sql.add("CREATE TABLE tv_%s_stored_rows (id int PRIMARY KEY, data jsonb)".formatted(name));
    sql.add(
        ("INSERT INTO tv_" + name + "_stored_rows SELECT s.id, " + document)
            .formatted(typeName("stored"), name));
    sql.add(
        """
        COMMENT ON COLUMN tv_%1$s_stored_rows.data IS
        '@shape {__typename: %2$s, id: int!, value: %3$s, nested: {value: %3$s}, items: [{value: %3$s}!]}'\
        """
            .formatted(name, typeName("stored"), type.replace("'", "''")));
    return sql;
  }

  @Override
  public String toString() {
    return type;
  }
}
