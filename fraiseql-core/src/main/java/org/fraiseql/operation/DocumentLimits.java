package org.fraiseql.operation;

/**
 * What a document may ask for.
 *
 * @param tokens tokens of the document; also fields of input objects inside the variables
 * @param depth levels of fields
 * @param aliases fields with an alias
 * @param cost estimated values of the answer: leaf fields times the rows of the lists they are in
 * @param rows the largest {@code limit}, {@code first}, {@code last}
 * @param defaultRows rows of a root list without a limit
 */
public record DocumentLimits(
    int tokens, int depth, int aliases, int cost, int rows, int defaultRows) {}
