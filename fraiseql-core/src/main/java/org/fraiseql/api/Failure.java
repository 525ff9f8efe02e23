package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that answers a command that was refused: whatever the command wrote is rolled back. It
 * can have the components {@code message}, {@code code}, {@code field} and {@code details}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Failure {

  /** The name of the GraphQL type; without it, the record's. */
  String name() default "";
}
