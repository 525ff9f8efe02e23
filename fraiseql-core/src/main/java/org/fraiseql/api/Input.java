package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that stands for an input object. A component that can be null, or is an Optional, need
 * not be given; an {@link Omittable} tells null from absent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Input {

  /** The name of the GraphQL type; without it, the record's. */
  String name() default "";
}
