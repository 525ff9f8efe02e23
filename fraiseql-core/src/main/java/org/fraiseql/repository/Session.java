package org.fraiseql.repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fraiseql.database.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The database as one caller sees it. Thread-safe; every method blocks, and is an {@link
 * IllegalStateException} on an event loop.
 *
 * <p>There are two forms. The session that a resolver gets is one transaction: a read-only snapshot
 * in a query, one that writes in a mutation; it begins with the first statement and ends with the
 * field or the request. In a session of the engine each call is a transaction of its own, unless it
 * is made within {@link #transaction}.
 *
 * <p>Records that are read are annotated {@link org.fraiseql.api.ReadModel}; what they have is
 * asked of the database, and nothing else.
 *
 * <p>What cannot be done is a {@link org.fraiseql.problem.ProblemException}. In a transaction that
 * writes, after a statement that PostgreSQL refused nothing can be done any more, but for what is
 * outside of a {@link #transaction} around it. Nothing is run twice: where others were first, that
 * is a {@link org.fraiseql.problem.DatabaseProblem.Conflict}.
 */
public interface Session {

  /** Who asks. */
  Caller caller();

  /** The document with this id. */
  <T> Optional<T> findById(Class<T> type, Object id);

  /** The documents with these ids, in their order, in one statement; ids of none are left out. */
  <T> List<T> findByIds(Class<T> type, Collection<?> ids);

  /** All documents. */
  default <T> List<T> query(Class<T> type) {
    return query(type, Where.all());
  }

  /** The documents that the condition holds for. */
  default <T> List<T> query(Class<T> type, Where where) {
    return query(type, where, OrderBy.none());
  }

  /** The same in this order. */
  default <T> List<T> query(Class<T> type, Where where, OrderBy orderBy) {
    return query(type, where, orderBy, Integer.MAX_VALUE);
  }

  /** The first of them. */
  default <T> List<T> query(Class<T> type, Where where, OrderBy orderBy, int limit) {
    return query(type, where, orderBy, limit, 0);
  }

  /** Those that follow the first {@code offset} ones. */
  <T> List<T> query(Class<T> type, Where where, OrderBy orderBy, int limit, int offset);

  /**
   * A page of the documents, by keys: however far, it costs the same.
   *
   * @param after the cursor of the row before; null for the first page
   */
  <T> Page<T> page(Class<T> type, Where where, OrderBy orderBy, int first, @Nullable String after);

  /** How many documents the condition holds for. */
  long count(Class<?> type, Where where);

  /** Whether it holds for any. */
  boolean exists(Class<?> type, Where where);

  /**
   * The documents one after the other, however many, in constant memory. Outside of a transaction
   * it is one of its own, so the stream has to be closed.
   */
  <T> Stream<T> stream(Class<T> type, Where where, OrderBy orderBy);

  /**
   * Carries out a command: a routine that answers {@code (success, message, data)}. What it wrote
   * is undone if it refuses, and the transaction goes on.
   *
   * @param function the routine's name, with its schema if that is not clear
   * @param input a record, a Map or a JsonNode
   * @param result a sealed interface of records, one annotated {@link org.fraiseql.api.Success} and
   *     one {@link org.fraiseql.api.Failure}; a record alone, and a refusal is a problem; or {@link
   *     Outcome}
   */
  default <R> R execute(String function, Object input, Class<R> result) {
    return execute(function, input, result, Envelope.NONE);
  }

  /** The same, with what is around the input. */
  <R> R execute(String function, Object input, Class<R> result, Envelope envelope);

  /**
   * Carries out a command for each of the inputs, all or none: if one is refused, nothing of the
   * others stays, and that is a problem.
   *
   * @return in the order of the inputs, as things are after the last
   */
  <R> List<R> executeAll(String function, List<?> inputs, Class<R> result);

  /**
   * The rows of a statement with parameters {@code $1 … $n}.
   *
   * @param parameters null, String, Boolean, numbers, UUID, java.time, enums, byte[], lists of
   *     those, and JsonNode, Map or a record for jsonb
   */
  List<Row> sql(String sql, @Nullable Object... parameters);

  /** The same as records: a component {@code createdAt} takes the column {@code created_at}. */
  <T> List<T> sql(Class<T> record, String sql, @Nullable Object... parameters);

  /** Runs a statement; tells how many rows it was about. */
  int update(String sql, @Nullable Object... parameters);

  /**
   * All of the work or nothing: what it writes stays if it returns, and is undone if it throws.
   * Within a transaction it is a part of that one. On the thread of the work this session is that
   * transaction too; other threads that use it wait for the end of the work.
   */
  <R> R transaction(Function<Session, R> work);

  /**
   * The same transaction for statements of another caller.
   *
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  Session as(Caller other);
}
