package org.fraiseql.definition;

import io.vertx.core.buffer.Buffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.database.Row;
import org.fraiseql.database.Session;
import org.jspecify.annotations.Nullable;

/** A session over JDBC, with the settings that reading a catalogue needs. */
final class JdbcSession implements Session {

  private final Connection connection;

  JdbcSession(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = ''; SET quote_all_identifiers = on");
    }
  }

  @Override
  public List<Row> query(String sql, @Nullable Object... parameters) {
    try {
      return parameters.length == 0 ? plain(sql) : prepared(sql, parameters);
    } catch (SQLException e) {
      throw new IllegalStateException(sql.substring(0, Math.min(sql.length(), 2000)), e);
    }
  }

  /** Not prepared, so that {@code ?} stays an operator. */
  private List<Row> plain(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      return rows(statement.executeQuery(sql));
    }
  }

  private List<Row> prepared(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.replace("$1", "?"))) {
      int count = statement.getParameterMetaData().getParameterCount();
      for (int i = 1; i <= count; i++) {
        Object value = parameters[0];
        if (value instanceof List<?> list) {
          statement.setArray(i, connection.createArrayOf("text", list.toArray()));
        } else {
          statement.setObject(i, value);
        }
      }
      return rows(statement.executeQuery());
    }
  }

  private static List<Row> rows(ResultSet answer) throws SQLException {
    List<Row> rows = new ArrayList<>();
    while (answer.next()) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
        Object value = answer.getObject(i);
        values.put(
            answer.getMetaData().getColumnLabel(i),
            value instanceof Array array ? List.of((Object[]) array.getArray()) : value);
      }
      rows.add(new MapRow(values));
    }
    return rows;
  }

  private record MapRow(Map<String, @Nullable Object> values) implements Row {

    @Override
    public @Nullable String string(String column) {
      Object value = values.get(column);
      return value == null ? null : value.toString();
    }

    @Override
    public @Nullable Buffer bytes(String column) {
      return values.get(column) instanceof byte[] bytes ? Buffer.buffer(bytes) : null;
    }

    @Override
    public boolean bool(String column) {
      return Boolean.TRUE.equals(values.get(column));
    }

    @Override
    public long number(String column) {
      return values.get(column) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public List<String> strings(String column) {
      return values.get(column) instanceof List<?> list
          ? list.stream().map(String::valueOf).toList()
          : List.of();
    }
  }
}
