package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that computes a field of an object type. One parameter is the object: the record itself,
 * or a record that has some of its components, of which alone the database is asked then. A method
 * that takes a {@code List} of them and returns a {@code List} as long, or a {@code Map} by object,
 * is called once for all objects of an answer.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Field {

  /** The record whose type has the field. */
  Class<? extends Record> on();

  /** The field's name; without it, the method's. */
  String name() default "";
}
