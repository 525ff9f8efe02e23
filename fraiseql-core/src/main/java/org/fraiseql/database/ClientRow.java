package org.fraiseql.database;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as the client gives it. */
record ClientRow(io.vertx.sqlclient.Row row) implements Row {

  /** All rows of an answer. */
  static List<Row> rows(RowSet<io.vertx.sqlclient.Row> answer) {
    refuseOids(answer);
    List<Row> rows = new ArrayList<>(answer.size());
    answer.forEach(row -> rows.add(new ClientRow(row)));
    return rows;
  }

  /** The client reads these as null and says nothing. */
  private static void refuseOids(RowSet<?> answer) {
    if (answer.columnDescriptors() == null) {
      return;
    }
    for (ColumnDescriptor column : answer.columnDescriptors()) {
      if (column.typeName().startsWith("OID")) {
        throw new IllegalArgumentException(
            "Cast the column '" + column.name() + "' to bigint: an oid cannot be read");
      }
    }
  }

  @Override
  public @Nullable String string(String column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  @Override
  public @Nullable Buffer bytes(String column) {
    return switch (value(column)) {
      case null -> null;
      case Buffer value -> value;
      case Object other -> throw new IllegalArgumentException(column + " is no bytea: " + other);
    };
  }

  @Override
  public boolean bool(String column) {
    return switch (value(column)) {
      case null -> false;
      case Boolean value -> value;
      case Object other -> throw new IllegalArgumentException(column + " is no boolean: " + other);
    };
  }

  @Override
  public long number(String column) {
    return switch (value(column)) {
      case null -> 0;
      case Number value -> value.longValue();
      case Object other -> Long.parseLong(other.toString());
    };
  }

  @Override
  public List<String> strings(String column) {
    return switch (value(column)) {
      case null -> List.of();
      case Object[] values ->
          Arrays.stream(values).map(value -> value == null ? "" : value.toString()).toList();
      case Object other -> throw new IllegalArgumentException(column + " is no array: " + other);
    };
  }

  private @Nullable Object value(String column) {
    int index = row.getColumnIndex(column);
    if (index < 0) {
      throw new IllegalArgumentException("The answer has no column '" + column + "'");
    }
    return row.getValue(index);
  }
}
