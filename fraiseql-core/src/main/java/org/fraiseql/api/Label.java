package org.fraiseql.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text that an enum's constant has in the database: a label of its enum type, or what a column
 * of type text holds. Without it, that is the constant's name. Clients see the constant's name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Label {

  /** Such as {@code in-progress}. */
  String value();
}
