package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.fraiseql.database.Caller;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What both forms of session have in common. Thread-safe. */
abstract sealed class Asking implements Session permits InTransaction, EachItsOwn {

  final Sessions sessions;
  final Caller caller;

  Asking(Sessions sessions, Caller caller) {
    this.sessions = sessions;
    this.caller = caller;
  }

  /** Asks a question that has no effects; its answer is one value. */
  abstract Buffer ask(Domain.Question question);

  /** Does something in a transaction that may write: the one that there is, or one of its own. */
  abstract <R> R within(Function<InTransaction, R> work);

  @Override
  public Caller caller() {
    return caller;
  }

  /** On the catalogue as it is, and if a statement no longer fits the database, once more. */
  final <R> R onDomain(Function<Domain, R> asking) {
    Waiting.require();
    Domain domain = sessions.domain();
    try {
      return asking.apply(domain);
    } catch (ProblemException e) {
      if (e.problems().getFirst() instanceof DatabaseProblem.StaleSchema
          && sessions.isRenewed(domain)) {
        return asking.apply(sessions.domain());
      }
      throw e;
    }
  }

  private byte[] answer(Domain.Question question) {
    byte[] answer = ask(question).getBytes();
    if (answer.length > sessions.resultBytes()) {
      throw new ProblemException(
          new DatabaseProblem.ResultTooLarge(answer.length, sessions.resultBytes()));
    }
    return answer;
  }

  private String text(Domain.Question question) {
    return new String(answer(question), StandardCharsets.UTF_8);
  }

  @Override
  public <T> Optional<T> findById(Class<T> type, Object id) {
    return onDomain(
        domain -> {
          Reading reading = domain.reading(type);
          String json = text(domain.byId(type, id));
          return json.equals("null") ? Optional.empty() : Optional.of(reading.one(json, type));
        });
  }

  @Override
  public <T> List<T> findByIds(Class<T> type, Collection<?> ids) {
    return onDomain(
        domain -> {
          Reading reading = domain.reading(type);
          return ids.isEmpty() ? List.of() : reading.list(answer(domain.byIds(type, ids)), type);
        });
  }

  @Override
  public <T> List<T> query(Class<T> type, Where where, OrderBy orderBy, int limit, int offset) {
    return onDomain(
        domain ->
            domain
                .reading(type)
                .list(answer(domain.list(type, where, orderBy, limit, offset)), type));
  }

  @Override
  public <T> Page<T> page(
      Class<T> type, Where where, OrderBy orderBy, int first, @Nullable String after) {
    return onDomain(
        domain -> {
          JsonNode page = Json.tree(answer(domain.page(type, where, orderBy, first, after)));
          Reading reading = domain.reading(type);
          List<T> items = new ArrayList<>();
          for (JsonNode node : page.get("nodes")) {
            items.add(reading.one(node.toString(), type));
          }
          JsonNode end = page.at("/pageInfo/endCursor");
          return new Page<>(
              items,
              page.at("/pageInfo/hasNextPage").asBoolean(),
              end.isNull() ? null : end.asText());
        });
  }

  @Override
  public long count(Class<?> type, Where where) {
    return onDomain(domain -> Long.parseLong(text(domain.count(type, where))));
  }

  @Override
  public boolean exists(Class<?> type, Where where) {
    return onDomain(domain -> Boolean.parseBoolean(text(domain.exists(type, where))));
  }

  @Override
  public List<Row> sql(String sql, @Nullable Object... parameters) {
    SqlText text = SqlText.of(sql, parameters);
    String rows = text.asRows();
    return within(
        transaction -> {
          List<Row> answer = new ArrayList<>();
          for (String json : transaction.texts(rows, text.parameters())) {
            answer.add(new Row(Json.one(json, ObjectNode.class)));
          }
          return answer;
        });
  }

  @Override
  public <T> List<T> sql(Class<T> record, String sql, @Nullable Object... parameters) {
    Keys keys = new Keys(RecordShape.declarations(record, false));
    List<T> records = new ArrayList<>();
    for (Row row : sql(sql, parameters)) {
      if (records.isEmpty()) {
        keys.requireColumns(record, row.columns());
      }
      records.add(Json.value(keys.named(row.values(), record), record, record.getSimpleName()));
    }
    return records;
  }

  @Override
  public int update(String sql, @Nullable Object... parameters) {
    SqlText text = SqlText.of(sql, parameters);
    return within(transaction -> transaction.updated(text));
  }

  @Override
  public <R> List<R> executeAll(String function, List<?> inputs, Class<R> result) {
    return within(transaction -> transaction.executed(function, inputs, result));
  }
}
