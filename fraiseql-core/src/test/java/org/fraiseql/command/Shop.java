package org.fraiseql.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/** Names of the shop's rows, and what a whole database looks like. */
final class Shop {

  private static final String TABLES =
      """
      SELECT t.name || ' ' || (xpath('/row/d/text()', query_to_xml(
        'SELECT count(*) || '' '' || coalesce(md5(string_agg(t::text, '''' ORDER BY t::text)), '''') AS d FROM '
          || t.name || ' t', false, true, '')))[1]
      FROM (SELECT c.oid::regclass::text AS name FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)') t
      ORDER BY 1
      """;

  private Shop() {}

  /** The id of the row that the sample data calls so: {@code customer:1}, {@code order:17}. */
  static String id(String name) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(hash)
          .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  /** Every table with the number and a digest of its rows. */
  static List<@Nullable String> everything(Engine engine) {
    return engine.column(TABLES);
  }

  static Map<String, @Nullable Object> order(String customer, List<?> items) {
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("customerId", id(customer));
    input.put("items", items);
    return input;
  }

  static Map<String, @Nullable Object> item(String product, int quantity) {
    Map<String, @Nullable Object> item = new HashMap<>();
    item.put("productId", id(product));
    item.put("quantity", quantity);
    return item;
  }
}
