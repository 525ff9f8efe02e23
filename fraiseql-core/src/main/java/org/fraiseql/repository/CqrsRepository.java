package org.fraiseql.repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A repository of one's own: read models are asked, commands carried out, each by a method that
 * says what for. As thread-safe as what a subclass adds; every method blocks.
 *
 * <pre>{@code
 * final class OrderRepository extends CqrsRepository {
 *   OrderRepository(Session session) {
 *     super(session);
 *   }
 *
 *   List<Order> ordersOf(UUID customer, int limit) {
 *     return query(
 *         Order.class, where("customer_id").eq(customer), orderBy("created_at").desc(), limit);
 *   }
 * }
 * }</pre>
 *
 * <p>What cannot be done is a {@link org.fraiseql.problem.ProblemException}, as {@link Session}
 * says of each method.
 */
public abstract class CqrsRepository {

  private final Session session;

  /**
   * @param session of a resolver: then all is done in its transaction; or of the engine
   */
  protected CqrsRepository(Session session) {
    this.session = session;
  }

  /** What all of this is asked of. */
  protected final Session session() {
    return session;
  }

  /** Begins a condition on a key of the document, or a column: {@code customer.email}. */
  protected static Path where(String path) {
    return Where.where(path);
  }

  /** An order by a key of the document, or a column. */
  protected static OrderBy orderBy(String path) {
    return OrderBy.orderBy(path);
  }

  /** See {@link Session#findById}. */
  protected final <T> Optional<T> findById(Class<T> type, Object id) {
    return session.findById(type, id);
  }

  /** See {@link Session#findByIds}. */
  protected final <T> List<T> findByIds(Class<T> type, Collection<?> ids) {
    return session.findByIds(type, ids);
  }

  /** All documents. */
  protected final <T> List<T> query(Class<T> type) {
    return session.query(type);
  }

  /** The documents that the condition holds for. */
  protected final <T> List<T> query(Class<T> type, Where where) {
    return session.query(type, where);
  }

  /** The same in this order. */
  protected final <T> List<T> query(Class<T> type, Where where, OrderBy orderBy) {
    return session.query(type, where, orderBy);
  }

  /** The first of them. */
  protected final <T> List<T> query(Class<T> type, Where where, OrderBy orderBy, int limit) {
    return session.query(type, where, orderBy, limit);
  }

  /** Those that follow the first {@code offset} ones. */
  protected final <T> List<T> query(
      Class<T> type, Where where, OrderBy orderBy, int limit, int offset) {
    return session.query(type, where, orderBy, limit, offset);
  }

  /** See {@link Session#page}. */
  protected final <T> Page<T> page(
      Class<T> type, Where where, OrderBy orderBy, int first, @Nullable String after) {
    return session.page(type, where, orderBy, first, after);
  }

  /** How many documents the condition holds for. */
  protected final long count(Class<?> type, Where where) {
    return session.count(type, where);
  }

  /** Whether it holds for any. */
  protected final boolean exists(Class<?> type, Where where) {
    return session.exists(type, where);
  }

  /** See {@link Session#stream}; to be closed. */
  protected final <T> Stream<T> stream(Class<T> type, Where where, OrderBy orderBy) {
    return session.stream(type, where, orderBy);
  }

  /** See {@link Session#execute(String, Object, Class)}. */
  protected final <R> R execute(String function, Object input, Class<R> result) {
    return session.execute(function, input, result);
  }

  /** See {@link Session#execute(String, Object, Class, Envelope)}. */
  protected final <R> R execute(String function, Object input, Class<R> result, Envelope envelope) {
    return session.execute(function, input, result, envelope);
  }

  /** See {@link Session#executeAll}. */
  protected final <R> List<R> executeAll(String function, List<?> inputs, Class<R> result) {
    return session.executeAll(function, inputs, result);
  }

  /** See {@link Session#transaction}. */
  protected final <R> R transaction(Function<Session, R> work) {
    return session.transaction(work);
  }
}
