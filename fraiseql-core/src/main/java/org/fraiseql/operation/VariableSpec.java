package org.fraiseql.operation;

import graphql.schema.GraphQLInputType;
import org.jspecify.annotations.Nullable;

/**
 * One variable of an operation, with what is known of it beforehand. Immutable.
 *
 * @param count whether it is the value of a {@code limit}, {@code first} or {@code last}
 * @param offset whether it is the value of an {@code offset}
 * @param structural whether different values can lead to different statements
 * @param initial the coerced default, {@link Variables#ABSENT} without one
 */
record VariableSpec(
    String name,
    GraphQLInputType type,
    Place place,
    boolean count,
    boolean offset,
    boolean structural,
    @Nullable Object initial) {}
