package org.fraiseql.schema;

import org.jspecify.annotations.Nullable;

/**
 * The type of a field's answer. Immutable.
 *
 * @param name the name of the type without lists around it
 * @param nullable whether null can stand in its place
 * @param element what a list holds; null if it is none
 * @param composite whether fields are selected in it
 */
public record OutputType(
    String name, boolean nullable, @Nullable OutputType element, boolean composite) {}
