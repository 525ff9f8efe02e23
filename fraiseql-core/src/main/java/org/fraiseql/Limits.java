package org.fraiseql;

import java.time.Duration;

/**
 * What one request may cost. All are on by default and enforced.
 *
 * @param tokens tokens of a GraphQL document
 * @param depth levels of fields
 * @param aliases fields with an alias
 * @param cost estimated values of the answer: fields times the rows that their lists may have
 * @param rows the largest {@code limit}, {@code first}, {@code last}
 * @param defaultRows rows of a root list without a limit
 * @param resultBytes size of an answer
 * @param statement how long a statement may run
 * @param resolver how long a method of Java may take that answers a field
 */
public record Limits(
    int tokens,
    int depth,
    int aliases,
    int cost,
    int rows,
    int defaultRows,
    int resultBytes,
    Duration statement,
    Duration resolver) {

  /** The limits that hold unless configured otherwise. */
  public static final Limits DEFAULT =
      new Limits(
          5_000,
          12,
          30,
          5_000,
          1_000,
          100,
          32 << 20,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10));
}
