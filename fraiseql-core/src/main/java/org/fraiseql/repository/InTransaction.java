package org.fraiseql.repository;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fraiseql.command.Batch;
import org.fraiseql.command.Result;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cursor;
import org.fraiseql.database.Row;
import org.fraiseql.database.Savepoint;
import org.fraiseql.database.Transaction;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.jspecify.annotations.Nullable;

/** A session in a transaction, or in one within it. Thread-safe. */
final class InTransaction extends Asking {

  private final UnitOfWork unit;
  private final Transaction transaction;
  private final Level level;

  InTransaction(
      Sessions sessions, UnitOfWork unit, Transaction transaction, Caller caller, Level level) {
    super(sessions, caller);
    this.unit = unit;
    this.transaction = transaction;
    this.level = level;
  }

  private boolean writes() {
    return unit.mode() == Sessions.Mode.WRITE;
  }

  /** Statements that only read go side by side, all others one after the other. */
  private <R> R inTurn(Function<Level, R> work) {
    Waiting.require();
    if (!writes()) {
      return work.apply(level);
    }
    Level entered;
    try {
      entered = level.enter(unit.transaction());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      unit.cancellation().cancel();
      throw new ProblemException(unit.cancellation().reason());
    }
    try {
      return work.apply(entered);
    } finally {
      entered.leave();
    }
  }

  private <R> R await(Supplier<Future<R>> sent) {
    return inTurn(_ -> Waiting.on(sent.get(), unit.cancellation()));
  }

  @Override
  Buffer ask(Domain.Question question) {
    List<Row> rows = await(() -> transaction.query(question.sql(), question.parameters()));
    Buffer result = rows.getFirst().bytes("result");
    return result == null ? Buffer.buffer("null") : result;
  }

  @Override
  <R> R within(Function<InTransaction, R> work) {
    return work.apply(this);
  }

  /** The only column of a statement's answer, of type text. */
  List<String> texts(String sql, List<? extends @Nullable Object> parameters) {
    List<Row> rows = await(() -> transaction.query(sql, parameters));
    List<String> texts = new ArrayList<>(rows.size());
    rows.forEach(row -> texts.add(String.valueOf(row.string("j"))));
    return texts;
  }

  int updated(SqlText text) {
    return Math.toIntExact(await(() -> transaction.update(text.sql(), text.parameters())));
  }

  @Override
  public <T> Stream<T> stream(Class<T> type, Where where, OrderBy orderBy) {
    return stream(type, where, orderBy, () -> {});
  }

  /**
   * @param whenClosed is run when the stream has ended
   */
  <T> Stream<T> stream(Class<T> type, Where where, OrderBy orderBy, Runnable whenClosed) {
    return onDomain(
        domain -> {
          Reading reading = domain.reading(type);
          Domain.Question question = domain.rows(type, where, orderBy);
          Cursor cursor = await(() -> transaction.cursor(question.sql(), question.parameters()));
          return new Documents<>(
                  rows -> await(() -> cursor.fetch(rows)),
                  json -> reading.one(json, type),
                  () -> close(cursor),
                  whenClosed)
              .stream();
        });
  }

  private void close(Cursor cursor) {
    if (!unit.transaction().isOver()) {
      await(cursor::close);
    }
  }

  private void requireWriting(String what) {
    if (!writes()) {
      throw new ProblemException(new SessionProblem.ReadOnly(what));
    }
  }

  @Override
  public <R> R execute(String function, Object input, Class<R> result, Envelope envelope) {
    requireWriting("execute " + function);
    return onDomain(
        domain -> {
          Commands commands = domain.commands();
          Commands.Call<R> call = commands.call(function, input, result, envelope);
          unit.isolate(call.plan().field());
          return call.answer(
              await(
                  () ->
                      commands
                          .runner()
                          .within(call.plan(), call.variables(), caller, transaction)));
        });
  }

  <R> List<R> executed(String function, List<?> inputs, Class<R> result) {
    requireWriting("execute " + function);
    return onDomain(
        domain -> {
          Commands commands = domain.commands();
          List<Commands.Call<R>> calls = new ArrayList<>();
          for (Object input : inputs) {
            calls.add(commands.call(function, input, result, Envelope.NONE));
          }
          if (calls.isEmpty()) {
            return List.of();
          }
          Commands.Call<R> first = calls.getFirst();
          unit.isolate(first.plan().field());
          List<Variables> variables = calls.stream().map(Commands.Call::variables).toList();
          Batch batch =
              await(
                  () -> commands.runner().withinAll(first.plan(), variables, caller, transaction));
          return switch (batch) {
            case Batch.Kept(List<Result.Answered> answers) -> {
              List<R> results = new ArrayList<>();
              for (int i = 0; i < answers.size(); i++) {
                results.add(calls.get(i).answer(answers.get(i)));
              }
              yield results;
            }
            case Batch.Undone(int index, Result refused) ->
                throw calls.get(index).refused(function + " with input " + (index + 1), refused);
          };
        });
  }

  @Override
  public <R> R transaction(Function<Session, R> work) {
    if (!writes()) {
      Waiting.require();
      return work.apply(this);
    }
    return inTurn(
        entered -> {
          Savepoint savepoint = transaction.savepoint();
          Level begun = entered.begin();
          R result;
          try {
            result = work.apply(new InTransaction(sessions, unit, transaction, caller, begun));
          } catch (Throwable e) {
            entered.end();
            undo(savepoint);
            throw e;
          }
          entered.end();
          keep(savepoint);
          return result;
        });
  }

  private void keep(Savepoint savepoint) {
    try {
      Waiting.on(savepoint.release(), unit.cancellation());
    } catch (ProblemException e) {
      undo(savepoint);
      throw e;
    }
  }

  /** If that fails the whole transaction does, which all that follows will tell. */
  private void undo(Savepoint savepoint) {
    Waiting.on(savepoint.rollBack().otherwiseEmpty(), unit.cancellation());
  }

  @Override
  public InTransaction as(Caller other) {
    return new InTransaction(sessions, unit, unit.transaction().as(other), other, level);
  }
}
