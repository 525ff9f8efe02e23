package org.fraiseql.command;

import org.jspecify.annotations.Nullable;

/**
 * Why a command was refused.
 *
 * @param code a code of the routine's own or of {@link org.fraiseql.schema.RejectionCode}
 * @param field the input field at fault
 * @param details JSON text
 */
record Rejection(
    @Nullable String code,
    @Nullable String message,
    @Nullable String field,
    @Nullable String details,
    @Nullable Long currentVersion) {}
