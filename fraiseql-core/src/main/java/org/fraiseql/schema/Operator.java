package org.fraiseql.schema;

import org.jspecify.annotations.Nullable;

/**
 * One row of the operator table.
 *
 * @param name the GraphQL name, such as {@code gte}
 * @param operand what the client gives
 * @param operandType the SQL type that the parameter is cast to; null for {@link Operand#FLAG}
 * @param sql the condition, with {@code {path}} for the value and {@code {value}} for the operand
 *     (already cast); for a flag, the condition when it is true
 */
public record Operator(String name, Operand operand, @Nullable String operandType, String sql) {

  /** What the client gives. */
  public enum Operand {
    /** One scalar or enum value. */
    ONE,
    /** A list of them; bound as one array parameter. */
    MANY,
    /** {@code true} or {@code false}, as for {@code isNull}: decides the statement's text. */
    FLAG
  }
}
