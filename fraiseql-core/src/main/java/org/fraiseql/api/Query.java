package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that answers a field of the query type. Its parameters are the field's arguments, but
 * for a {@code Session}, which is a read-only snapshot. It may block, and runs beside the others of
 * its document.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Query {

  /** The field's name; without it, the method's. */
  String name() default "";
}
