package org.fraiseql.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An order of rows: {@code orderBy("status").then("created_at").desc()}. Where all keys are equal
 * the id decides. Names are those of {@link Where}. Immutable.
 *
 * @param keys the first counts first
 */
public record OrderBy(List<Key> keys) {

  /** Where nulls go. */
  public enum Nulls {
    FIRST,
    LAST
  }

  /** One sort key. */
  public record Key(String path, boolean descending, Nulls nulls) {}

  public OrderBy {
    keys = List.copyOf(keys);
  }

  /** No order but that of the id, or none where there is no id. */
  public static OrderBy none() {
    return new OrderBy(List.of());
  }

  /** Smallest first, nulls last. */
  public static OrderBy orderBy(String path) {
    return new OrderBy(List.of(new Key(path, false, Nulls.LAST)));
  }

  /** The last key: smallest first, nulls last. */
  public OrderBy asc() {
    return last(key -> new Key(key.path, false, Nulls.LAST));
  }

  /** The last key: greatest first, nulls first. */
  public OrderBy desc() {
    return last(key -> new Key(key.path, true, Nulls.FIRST));
  }

  /** The last key: nulls first. */
  public OrderBy nullsFirst() {
    return last(key -> new Key(key.path, key.descending, Nulls.FIRST));
  }

  /** The last key: nulls last. */
  public OrderBy nullsLast() {
    return last(key -> new Key(key.path, key.descending, Nulls.LAST));
  }

  /** And where the keys so far are equal, by another. */
  public OrderBy then(OrderBy other) {
    List<Key> all = new ArrayList<>(keys);
    all.addAll(other.keys);
    return new OrderBy(all);
  }

  /** The same, smallest first. */
  public OrderBy then(String path) {
    return then(orderBy(path));
  }

  private OrderBy last(UnaryOperator<Key> change) {
    if (keys.isEmpty()) {
      throw new IllegalStateException("There is no key that could have a direction");
    }
    List<Key> all = new ArrayList<>(keys);
    all.set(all.size() - 1, change.apply(all.getLast()));
    return new OrderBy(all);
  }
}
