package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that stands for the document of a read model. Its components are the fields of the
 * GraphQL type, and are checked against the keys of the document: a component {@code orderNumber}
 * takes the key {@code order_number}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadModel {

  /** The relation, with its schema if that is not {@code public}: {@code v_order_aggregate}. */
  String value();

  /** The name of the GraphQL type; without it, the record's. */
  String name() default "";
}
