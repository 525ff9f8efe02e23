package org.fraiseql.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person outside can put right. Each kind is a record that carries the facts; the
 * texts are made from them. Immutable.
 *
 * <p>Codes go by stage: {@code FQ-1xx} request, {@code FQ-2xx} catalog and definitions, {@code
 * FQ-3xx} caller, {@code FQ-4xx} command, {@code FQ-5xx} database, {@code FQ-6xx} sessions,
 * repositories and fields that Java answers, {@code FQ-9xx} ours.
 */
public sealed interface Problem
    permits RequestProblem,
        HttpProblem,
        DefinitionProblem,
        CallerProblem,
        CommandProblem,
        DatabaseProblem,
        SessionProblem,
        ResolverProblem,
        InternalProblem {

  /** The stable code, for example {@code FQ-101}. */
  String code();

  /** One sentence that says what is wrong. */
  String message();

  /** Where: a database object, a position in a document, an option; null when there is no place. */
  default @Nullable String place() {
    return null;
  }

  /** What to do about it. */
  default @Nullable String help() {
    return null;
  }

  /** Positions in the request's document, for problems that have some. */
  default List<Location> locations() {
    return List.of();
  }

  /** The response path of the field that it belongs to: response keys and list indexes. */
  default List<Object> path() {
    return List.of();
  }

  /** A position in a document, both counted from 1. */
  record Location(int line, int column) {}
}
