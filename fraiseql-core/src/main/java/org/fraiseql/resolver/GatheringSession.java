package org.fraiseql.resolver;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fraiseql.database.Caller;
import org.fraiseql.repository.Envelope;
import org.fraiseql.repository.OrderBy;
import org.fraiseql.repository.Page;
import org.fraiseql.repository.Row;
import org.fraiseql.repository.Session;
import org.fraiseql.repository.Where;
import org.jspecify.annotations.Nullable;

/** The session of a method that runs for many objects: it asks for documents together. */
record GatheringSession(Session session, Gathering gathering) implements Session {

  @Override
  public Caller caller() {
    return session.caller();
  }

  @Override
  public <T> Optional<T> findById(Class<T> type, Object id) {
    return gathering.findById(type, id);
  }

  @Override
  public <T> List<T> findByIds(Class<T> type, Collection<?> ids) {
    return session.findByIds(type, ids);
  }

  @Override
  public <T> List<T> query(Class<T> type, Where where, OrderBy orderBy, int limit, int offset) {
    return session.query(type, where, orderBy, limit, offset);
  }

  @Override
  public <T> Page<T> page(
      Class<T> type, Where where, OrderBy orderBy, int first, @Nullable String after) {
    return session.page(type, where, orderBy, first, after);
  }

  @Override
  public long count(Class<?> type, Where where) {
    return session.count(type, where);
  }

  @Override
  public boolean exists(Class<?> type, Where where) {
    return session.exists(type, where);
  }

  @Override
  public <T> Stream<T> stream(Class<T> type, Where where, OrderBy orderBy) {
    return session.stream(type, where, orderBy);
  }

  @Override
  public <R> R execute(String function, Object input, Class<R> result, Envelope envelope) {
    return session.execute(function, input, result, envelope);
  }

  @Override
  public <R> List<R> executeAll(String function, List<?> inputs, Class<R> result) {
    return session.executeAll(function, inputs, result);
  }

  @Override
  public List<Row> sql(String sql, @Nullable Object... parameters) {
    return session.sql(sql, parameters);
  }

  @Override
  public <T> List<T> sql(Class<T> record, String sql, @Nullable Object... parameters) {
    return session.sql(record, sql, parameters);
  }

  @Override
  public int update(String sql, @Nullable Object... parameters) {
    return session.update(sql, parameters);
  }

  @Override
  public <R> R transaction(Function<Session, R> work) {
    return session.transaction(work);
  }

  @Override
  public Session as(Caller other) {
    return session.as(other);
  }
}
