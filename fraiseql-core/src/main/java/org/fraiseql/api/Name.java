package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The GraphQL name of an argument, or of an enum or a sealed interface. The compiler keeps the
 * names of parameters only with the option {@code -parameters}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE})
public @interface Name {

  /** A valid name of GraphQL. */
  String value();
}
