package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a command answered, for programs that declare no type of their own for it.
 *
 * @param data the routine's data as it is, when it accepted
 * @param code why it refused
 * @param field the input field at fault
 * @param details of a refusal
 */
public record Outcome(
    boolean success,
    String message,
    @Nullable JsonNode data,
    @Nullable String code,
    @Nullable String field,
    @Nullable JsonNode details) {}
