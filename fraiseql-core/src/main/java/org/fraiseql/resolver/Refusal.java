package org.fraiseql.resolver;

import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is not carried out.
 *
 * @param field the argument at fault or what is in it, such as {@code input.items[0].quantity}
 */
public record Refusal(String code, String message, @Nullable String field) {

  /**
   * @param violations at least one
   */
  static Refusal of(List<Validation.Violation> violations) {
    String message =
        violations.size() == 1
            ? violations.getFirst().rule()
            : violations.stream()
                .map(violation -> violation.input() + ": " + violation.rule())
                .collect(Collectors.joining("; "));
    return new Refusal(RejectionCode.INVALID_INPUT.name(), message, violations.getFirst().input());
  }

  /** A command within the method was refused. */
  static Refusal of(SessionProblem.Rejected rejected) {
    return new Refusal(rejected.rejection(), rejected.reason(), null);
  }
}
