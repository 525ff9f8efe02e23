package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that answers a field of the mutation type, in a transaction of its own: what it wrote
 * through its {@code Session} stays if it returns anything but a {@link Failure}.
 *
 * <p>With {@link #function} it is an interface's method without a body: the command is carried out
 * as one that was found in the database, and Java declares its types.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Mutation {

  /** The field's name; without it, the method's. */
  String name() default "";

  /** The routine that carries it out, with its schema if that is not {@code public}. */
  String function() default "";
}
