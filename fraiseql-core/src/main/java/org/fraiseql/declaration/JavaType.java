package org.fraiseql.declaration;

/** A Java type as GraphQL sees it. Immutable. */
public sealed interface JavaType {

  /** The class that stands in Java; a list's is its interface. */
  Class<?> raw();

  /** Whether null, or nothing, can stand in its place. */
  boolean nullable();

  /** The same, with the given answer to {@link #nullable}. */
  JavaType nullable(boolean can);

  /**
   * A value without parts.
   *
   * @param graphql the name of the GraphQL scalar, such as {@code Decimal}
   */
  record Scalar(Class<?> raw, String graphql, boolean nullable) implements JavaType {
    @Override
    public JavaType nullable(boolean can) {
      return new Scalar(raw, graphql, can);
    }
  }

  /** An enum. */
  record Enumeration(Class<?> raw, boolean nullable) implements JavaType {
    @Override
    public JavaType nullable(boolean can) {
      return new Enumeration(raw, can);
    }
  }

  /** A record. */
  record OfRecord(Class<?> raw, boolean nullable) implements JavaType {
    @Override
    public JavaType nullable(boolean can) {
      return new OfRecord(raw, can);
    }
  }

  /** A sealed interface of records. */
  record OfSealed(Class<?> raw, boolean nullable) implements JavaType {
    @Override
    public JavaType nullable(boolean can) {
      return new OfSealed(raw, can);
    }
  }

  /** A {@code List}, {@code Set} or {@code Collection}. */
  record ListOf(Class<?> raw, JavaType element, boolean nullable) implements JavaType {
    @Override
    public JavaType nullable(boolean can) {
      return new ListOf(raw, element, can);
    }
  }

  /** The type without lists around it. */
  default JavaType single() {
    return this instanceof ListOf list ? list.element().single() : this;
  }
}
