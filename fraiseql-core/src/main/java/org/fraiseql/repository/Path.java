package org.fraiseql.repository;

import java.util.Arrays;
import java.util.Collection;
import org.fraiseql.repository.Where.Elements;
import org.fraiseql.repository.Where.Quantifier;
import org.fraiseql.repository.Where.Test;
import org.jspecify.annotations.Nullable;

/**
 * The left side of a condition, with an operation for each operator of the table; which of them a
 * type takes, and what they mean, stands in the reference of operators. Immutable.
 *
 * <p>No operand may be null: see {@link #isNull}. Values are those of Java: numbers, UUID, the
 * types of java.time, enums, byte[], and for JSON also records, maps, lists and JsonNode.
 *
 * @param name as it is written
 */
public record Path(String name) {

  /** The operator of that name. */
  public Where op(String operator, @Nullable Object operand) {
    return new Test(name, operator, operand);
  }

  public Where isNull() {
    return op("isNull", true);
  }

  public Where isNotNull() {
    return op("isNull", false);
  }

  public Where eq(Object value) {
    return op("eq", value);
  }

  public Where ne(Object value) {
    return op("ne", value);
  }

  public Where isDistinctFrom(Object value) {
    return op("isDistinctFrom", value);
  }

  public Where in(Collection<?> values) {
    return op("in", values);
  }

  public Where in(Object... values) {
    return op("in", Arrays.asList(values));
  }

  public Where notIn(Collection<?> values) {
    return op("notIn", values);
  }

  public Where notIn(Object... values) {
    return op("notIn", Arrays.asList(values));
  }

  public Where gt(Object value) {
    return op("gt", value);
  }

  public Where gte(Object value) {
    return op("gte", value);
  }

  public Where lt(Object value) {
    return op("lt", value);
  }

  public Where lte(Object value) {
    return op("lte", value);
  }

  public Where contains(Object value) {
    return op("contains", value);
  }

  public Where startsWith(String text) {
    return op("startsWith", text);
  }

  public Where endsWith(String text) {
    return op("endsWith", text);
  }

  public Where like(String pattern) {
    return op("like", pattern);
  }

  public Where regex(String expression) {
    return op("regex", expression);
  }

  public Where ieq(String text) {
    return op("ieq", text);
  }

  public Where icontains(String text) {
    return op("icontains", text);
  }

  public Where istartsWith(String text) {
    return op("istartsWith", text);
  }

  public Where iendsWith(String text) {
    return op("iendsWith", text);
  }

  public Where ilike(String pattern) {
    return op("ilike", pattern);
  }

  public Where iregex(String expression) {
    return op("iregex", expression);
  }

  public Where containedBy(Object value) {
    return op("containedBy", value);
  }

  public Where overlaps(Object value) {
    return op("overlaps", value);
  }

  public Where hasKey(String key) {
    return op("hasKey", key);
  }

  public Where hasAnyKeys(Collection<String> keys) {
    return op("hasAnyKeys", keys);
  }

  public Where hasAllKeys(Collection<String> keys) {
    return op("hasAllKeys", keys);
  }

  public Where matchesPath(String jsonpath) {
    return op("matchesPath", jsonpath);
  }

  public Where isEmpty() {
    return op("isEmpty", true);
  }

  public Where isNotEmpty() {
    return op("isEmpty", false);
  }

  public Where length(int elements) {
    return op("length", elements);
  }

  public Where containsRange(String range) {
    return op("containsRange", range);
  }

  public Where strictlyLeftOf(String range) {
    return op("strictlyLeftOf", range);
  }

  public Where strictlyRightOf(String range) {
    return op("strictlyRightOf", range);
  }

  public Where adjacentTo(String range) {
    return op("adjacentTo", range);
  }

  public Where ancestorOf(String path) {
    return op("ancestorOf", path);
  }

  public Where descendantOf(String path) {
    return op("descendantOf", path);
  }

  public Where matches(String lquery) {
    return op("matches", lquery);
  }

  public Where matchesText(String ltxtquery) {
    return op("matchesText", ltxtquery);
  }

  public Where websearch(String words) {
    return op("websearch", words);
  }

  public Where plain(String words) {
    return op("plain", words);
  }

  /** At least one element of the list. */
  public Where some(Where condition) {
    return new Elements(name, Quantifier.SOME, condition);
  }

  /** All elements of the list; so none has to be there. */
  public Where every(Where condition) {
    return new Elements(name, Quantifier.EVERY, condition);
  }

  /** No element of the list. */
  public Where none(Where condition) {
    return new Elements(name, Quantifier.NONE, condition);
  }
}
