package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.jspecify.annotations.Nullable;

/**
 * A row of a statement's answer. A column that it does not have is a problem, and so is a value
 * that is of another type than asked for. Immutable.
 */
public final class Row {

  private final ObjectNode values;

  Row(ObjectNode values) {
    this.values = values;
  }

  ObjectNode values() {
    return values;
  }

  /** The names of the columns, in order. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    values.fieldNames().forEachRemaining(columns::add);
    return columns;
  }

  public boolean isNull(String column) {
    return json(column).isNull();
  }

  /** The value as text; null for NULL. */
  public @Nullable String string(String column) {
    JsonNode value = json(column);
    return value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
  }

  public @Nullable UUID uuid(String column) {
    return as(column, UUID.class);
  }

  /** A whole number, which must not be NULL. */
  public long number(String column) {
    Long value = as(column, Long.class);
    if (value == null) {
      throw unfit(column, "it is null");
    }
    return value;
  }

  public @Nullable BigDecimal decimal(String column) {
    return as(column, BigDecimal.class);
  }

  /** True or false; false for NULL. */
  public boolean bool(String column) {
    return Boolean.TRUE.equals(as(column, Boolean.class));
  }

  /** The value as any type that a component of a record can have; null for NULL. */
  public <T> @Nullable T as(String column, Class<T> type) {
    JsonNode value = json(column);
    return value.isNull() ? null : Json.value(value, type, "the column '" + column + "'");
  }

  /** The value as JSON, in which NULL is a null. */
  public JsonNode json(String column) {
    JsonNode value = values.get(column);
    if (value == null) {
      throw new ProblemException(
          new SessionProblem.UnfitResult(
              "A row",
              "the statement answers no column '" + column + "'",
              Hint.of(column, columns())));
    }
    return value;
  }

  private static ProblemException unfit(String column, String reason) {
    return new ProblemException(
        new SessionProblem.WrongDocument("the column '" + column + "'", reason));
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
