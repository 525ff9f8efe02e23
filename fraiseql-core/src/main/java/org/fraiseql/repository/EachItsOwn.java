package org.fraiseql.repository;

import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * A session of which each call is a transaction of its own, but for those on a thread that is at
 * work in one. Thread-safe.
 */
final class EachItsOwn extends Asking {

  /** The transaction that the thread is in; the same for all callers. */
  private final ThreadLocal<@Nullable InTransaction> current;

  EachItsOwn(Sessions sessions, Caller caller, ThreadLocal<@Nullable InTransaction> current) {
    super(sessions, caller);
    this.current = current;
  }

  private @Nullable InTransaction current() {
    Waiting.require();
    InTransaction open = current.get();
    return open == null || open.caller.equals(caller) ? open : open.as(caller);
  }

  @Override
  Buffer ask(Domain.Question question) {
    InTransaction open = current();
    if (open != null) {
      return open.ask(question);
    }
    Cancellation cancellation = new Cancellation();
    return Waiting.on(
        sessions.database().read(caller, question.sql(), question.parameters(), cancellation),
        cancellation);
  }

  @Override
  <R> R within(Function<InTransaction, R> work) {
    InTransaction open = current();
    if (open != null) {
      return work.apply(open);
    }
    UnitOfWork unit = sessions.open(caller, Sessions.Mode.WRITE, new Cancellation());
    R result;
    try {
      result = work.apply(unit.inTransaction());
    } catch (Throwable e) {
      unit.rollBack();
      throw e;
    }
    unit.commit();
    return result;
  }

  @Override
  public <T> Stream<T> stream(Class<T> type, Where where, OrderBy orderBy) {
    InTransaction open = current();
    if (open != null) {
      return open.stream(type, where, orderBy);
    }
    UnitOfWork unit = sessions.open(caller, Sessions.Mode.READ, new Cancellation());
    try {
      return unit.inTransaction().stream(type, where, orderBy, unit::rollBack);
    } catch (Throwable e) {
      unit.rollBack();
      throw e;
    }
  }

  @Override
  public <R> R execute(String function, Object input, Class<R> result, Envelope envelope) {
    InTransaction open = current();
    if (open != null) {
      return open.execute(function, input, result, envelope);
    }
    Cancellation cancellation = new Cancellation();
    return onDomain(
        domain -> {
          Commands commands = domain.commands();
          Commands.Call<R> call = commands.call(function, input, result, envelope);
          return call.answer(
              Waiting.on(
                  commands.runner().run(call.plan(), call.variables(), caller, cancellation),
                  cancellation));
        });
  }

  @Override
  public <R> R transaction(Function<Session, R> work) {
    InTransaction open = current();
    if (open != null) {
      return open.transaction(work);
    }
    return within(
        transaction -> {
          current.set(transaction);
          try {
            return work.apply(transaction);
          } finally {
            current.remove();
          }
        });
  }

  @Override
  public Session as(Caller other) {
    sessions.database().require(other);
    return new EachItsOwn(sessions, other, current);
  }
}
