package org.fraiseql.operation;

import java.math.BigInteger;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.RequestProblem;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/** The bounds of {@code limit}, {@code first}, {@code last} and {@code offset}. */
final class Rows {

  private Rows() {}

  /** What is wrong with the number, or null; an offset is not a count and has no maximum. */
  static @Nullable RequestProblem problem(
      BigInteger number, boolean count, Place place, DocumentLimits limits) {
    if (number.signum() < 0) {
      return new ValueProblem.NegativeNumber(
          place.text(), number.toString(), place.locations(), place.path());
    }
    return count && number.compareTo(BigInteger.valueOf(limits.rows())) > 0
        ? new LimitProblem.TooManyRows(
            place.text(), number.toString(), limits.rows(), place.locations(), place.path())
        : null;
  }
}
