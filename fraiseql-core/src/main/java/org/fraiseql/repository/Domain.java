package org.fraiseql.repository;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fraiseql.command.CommandCompiler;
import org.fraiseql.command.CommandRunner;
import org.fraiseql.operation.DocumentLimits;
import org.fraiseql.operation.Documents;
import org.fraiseql.operation.Prepared;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.query.QueryCompiler;
import org.fraiseql.schema.RootField;
import org.fraiseql.schema.Schema;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What one state of the catalogue offers to sessions: statements for what they ask. Thread-safe.
 *
 * <p>A condition becomes the variables of one small operation for each read model, which checks and
 * coerces them as those of any client; what they decide of the statement is its key.
 */
public final class Domain {

  private static final int STATEMENTS = 2_000;

  private static final Binding ID = new Binding.Given("id");
  private static final Binding OFFSET = new Binding.Given("offset");
  private static final Binding AFTER = new Binding.Given("after");

  /** Programs are trusted: what bounds clients does not bound them. */
  private static final DocumentLimits WIDE =
      new DocumentLimits(1_000_000, 1_000, 1_000_000, Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

  private final Schema schema;
  private final Documents documents;
  private final QueryCompiler queries;
  private final Commands commands;
  private final Values values;
  private final Filters filters;
  private final Map<Class<?>, Reading> readings = new ConcurrentHashMap<>();
  private final Cache<Key, Statement> statements =
      Caffeine.newBuilder().maximumSize(STATEMENTS).build();

  /**
   * @param schema as it was found in the database
   * @param queries for lists without a limit of their own
   */
  public Domain(
      Schema schema, QueryCompiler queries, CommandCompiler compiler, CommandRunner runner) {
    this.schema = schema;
    this.queries = queries;
    this.documents = new Documents(schema.graphql(), WIDE, true);
    this.values = new Values(schema);
    this.filters = new Filters(values);
    this.commands = new Commands(schema, documents, compiler, runner, values);
  }

  /** The forms in which documents are asked for. */
  private enum Form {
    ONE,
    BY_IDS,
    LIST,
    ROWS,
    PAGE,
    COUNT,
    EXISTS
  }

  private record Key(Class<?> type, Form form, Object plan, int limit, boolean more) {}

  /** A statement with what is bound to it. */
  record Question(String sql, List<@Nullable Object> parameters) {}

  Commands commands() {
    return commands;
  }

  Values values() {
    return values;
  }

  /** How documents of a record's read model are read. */
  Reading reading(Class<?> type) {
    // Not computeIfAbsent: what is wrong with a record is told each time.
    Reading known = readings.get(type);
    if (known == null) {
      known = Reading.of(type, schema);
      readings.put(type, known);
    }
    return known;
  }

  Question byId(Class<?> type, Object id) {
    Reading reading = reading(type);
    RootField one = reading.one();
    Asked asked = asked(reading, Where.where("id").eq(id), OrderBy.none());
    Object bound = asked.variables().bound(new Binding.Variable("where", List.of("id", "eq")));
    return question(
        new Key(type, Form.ONE, "", 0, false),
        () ->
            queries.value(
                new Selection(
                    "result",
                    one.name(),
                    Map.of("id", new Value.Scalar(ID)),
                    reading.selections())),
        asked,
        _ -> bound);
  }

  Question byIds(Class<?> type, Collection<?> ids) {
    Reading reading = reading(type);
    RootField one = reading.one();
    Asked asked = asked(reading, Where.where("id").in(ids), OrderBy.none());
    Object bound = asked.variables().bound(new Binding.Variable("where", List.of("id", "in")));
    return question(
        new Key(type, Form.BY_IDS, "", 0, false),
        () ->
            queries.byIds(
                one, new Selection("result", one.name(), Map.of(), reading.selections()), ID),
        asked,
        _ -> bound);
  }

  Question list(Class<?> type, Where where, OrderBy orderBy, int limit, int offset) {
    atLeastZero("limit", limit);
    atLeastZero("offset", offset);
    Reading reading = reading(type);
    Asked asked = asked(reading, where, orderBy);
    return question(
        new Key(type, Form.LIST, asked.plan(), limit, offset > 0),
        () -> {
          Map<String, Value> more = new LinkedHashMap<>();
          more.put("limit", new Value.Count(limit));
          if (offset > 0) {
            more.put("offset", new Value.Scalar(OFFSET));
          }
          return queries.value(asked.selection(reading.list(), more, reading.selections()));
        },
        asked,
        _ -> String.valueOf(offset));
  }

  Question rows(Class<?> type, Where where, OrderBy orderBy) {
    Reading reading = reading(type);
    Asked asked = asked(reading, where, orderBy);
    return question(
        new Key(type, Form.ROWS, asked.plan(), 0, false),
        () ->
            queries.rows(
                reading.list(), asked.selection(reading.list(), Map.of(), reading.selections())),
        asked,
        _ -> null);
  }

  Question page(Class<?> type, Where where, OrderBy orderBy, int first, @Nullable String after) {
    atLeastZero("first", first);
    Reading reading = reading(type);
    RootField connection = reading.connection();
    Asked asked = asked(reading, where, orderBy);
    return question(
        new Key(type, Form.PAGE, asked.plan(), first, after != null),
        () -> {
          Map<String, Value> more = new LinkedHashMap<>();
          more.put("first", new Value.Count(first));
          if (after != null) {
            more.put("after", new Value.Scalar(AFTER));
          }
          return queries.value(asked.selection(connection, more, pageSelections(reading)));
        },
        asked,
        _ -> after);
  }

  private static List<Selection> pageSelections(Reading reading) {
    return List.of(
        new Selection("nodes", "nodes", Map.of(), reading.selections()),
        new Selection(
            "pageInfo",
            "pageInfo",
            Map.of(),
            List.of(
                new Selection("hasNextPage", "hasNextPage", Map.of(), List.of()),
                new Selection("endCursor", "endCursor", Map.of(), List.of()))));
  }

  Question count(Class<?> type, Where where) {
    Reading reading = reading(type);
    Asked asked = asked(reading, where, OrderBy.none());
    return question(
        new Key(type, Form.COUNT, asked.plan(), 0, false),
        () -> queries.count(reading.list(), asked.selection(reading.list(), Map.of(), List.of())),
        asked,
        _ -> null);
  }

  Question exists(Class<?> type, Where where) {
    Reading reading = reading(type);
    Asked asked = asked(reading, where, OrderBy.none());
    return question(
        new Key(type, Form.EXISTS, asked.plan(), 0, false),
        () -> queries.exists(reading.list(), asked.selection(reading.list(), Map.of(), List.of())),
        asked,
        _ -> null);
  }

  private static void atLeastZero(String name, int number) {
    if (number < 0) {
      throw new ProblemException(
          new SessionProblem.UnfitValue("'" + name + "'", "it is negative: " + number));
    }
  }

  /** A condition and an order, as they were asked for. */
  private record Asked(Prepared prepared, Variables variables) {

    /** Equal where the same statements serve. */
    Object plan() {
      return prepared.planKey(variables);
    }

    /** A selection of any field of the read model, with condition and order. */
    Selection selection(RootField field, Map<String, Value> more, List<Selection> children) {
      Map<String, Value> arguments =
          new LinkedHashMap<>(prepared.resolve(variables).selections().getFirst().arguments());
      arguments.putAll(more);
      return new Selection("result", field.name(), arguments, children);
    }
  }

  private Asked asked(Reading reading, Where where, OrderBy orderBy) {
    RootField list = reading.list();
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    Map<String, Object> condition = filters.where(where, list);
    if (condition != null) {
      raw.put("where", condition);
    }
    if (!orderBy.keys().isEmpty()) {
      raw.put("orderBy", filters.order(orderBy, list));
    }
    Prepared prepared = prepared(list);
    return new Asked(prepared, prepared.variables(raw));
  }

  private Prepared prepared(RootField list) {
    List<String> variables = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    if (!list.filter().fields().isEmpty()) {
      variables.add("$where: " + list.filter().name());
      arguments.add("where: $where");
    }
    if (!list.order().fields().isEmpty()) {
      variables.add("$orderBy: [" + list.order().name() + "!]");
      arguments.add("orderBy: $orderBy");
    }
    String leaf = list.type().fields().isEmpty() ? "" : " { __typename }";
    String text =
        variables.isEmpty()
            ? "query { " + list.name() + leaf + " }"
            : "query(%s) { %s(%s)%s }"
                .formatted(
                    String.join(", ", variables), list.name(), String.join(", ", arguments), leaf);
    return documents.parse(text).operation(null);
  }

  private Question question(
      Key key,
      Supplier<Statement> statement,
      Asked asked,
      Function<Binding.Given, @Nullable Object> given) {
    Statement made = statements.get(key, _ -> statement.get());
    List<@Nullable Object> parameters = new ArrayList<>(made.bindings().size());
    made.bindings().forEach(binding -> parameters.add(asked.variables().bound(binding, given)));
    return new Question(made.text(), parameters);
  }
}
