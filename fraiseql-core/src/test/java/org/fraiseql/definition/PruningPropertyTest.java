package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.sql.Identifiers.quote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.ShopDatabase;
import org.fraiseql.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Pruned statements say what the whole documents say. The documents are read whole; random parts of
 * them are then asked of the pruner, and must equal what Java takes out of the whole.
 */
class PruningPropertyTest {

  private static final long SEED = Long.getLong("definition.seed", 20260101);
  private static final int CASES = Integer.getInteger("definition.cases", 20);
  private static final String ONLY = System.getProperty("definition.view", "");

  /** Their lists are aggregated in no order, or in one with ties. */
  private static final Set<String> UNORDERED =
      Set.of(
          "public.v_order_fulfillment",
          "public.v_product_availability",
          "public.v_projects",
          "public.v_order_with_fulfillment",
          "public.v_orders",
          "inventory.v_stock_availability");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  /** A row as it is read whole: its columns as JSON, and its document. */
  private record WholeRow(Map<String, JsonNode> columns, JsonNode document) {}

  @Test
  void theShop() throws SQLException {
    try (TestDatabase database = ShopDatabase.create()) {
      assertSame(database);
    }
  }

  @Test
  void theReferenceDocument() throws SQLException {
    try (TestDatabase database = ReferenceDatabase.create()) {
      assertSame(database);
    }
  }

  @Test
  void nastyViews() throws SQLException {
    try (TestDatabase database = NastyDatabase.create()) {
      assertSame(database);
    }
  }

  private static void assertSame(TestDatabase database) throws SQLException {
    Reading reading = Reading.of(database);
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          "SELECT set_config('app.tenant_id', md5('tenant:1'), false); SET search_path = ''");
      Pruner pruner = new Pruner(reading.definitions());
      for (ReadModel model : reading.models()) {
        if (!model.name().name().contains(ONLY)) {
          continue;
        }
        List<WholeRow> rows = whole(statement, model);
        String failure = null;
        for (int i = 0; i < CASES && failure == null; i++) {
          cases++;
          failure = new Case(statement, pruner, model, rows, SEED + i).failure();
        }
        if (failure != null) {
          wrong.add(failure);
        }
      }
    }
    assertThat(cases).isPositive();
    assertThat(wrong.stream().collect(Collectors.joining("\n\n"))).isEmpty();
  }

  private static List<WholeRow> whole(Statement statement, ReadModel model) throws SQLException {
    List<WholeRow> rows = new ArrayList<>();
    String columns =
        model.columns().stream()
            .map(c -> "to_json(" + quote(c.name()) + ")::text AS " + quote(c.name()) + ", ")
            .collect(Collectors.joining());
    ResultSet answer =
        statement.executeQuery(
            "SELECT " + columns + "data::text AS data FROM " + PlainText.name(model.name()));
    while (answer.next()) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      for (ReadModel.Column column : model.columns()) {
        values.put(column.name(), json(answer.getString(column.name())));
      }
      rows.add(new WholeRow(values, json(answer.getString("data"))));
    }
    return rows;
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return text == null ? NullNode.instance : JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("No JSON: " + text, e);
    }
  }

  /** One random question to one read model. */
  private static final class Case {
    private final Statement statement;
    private final Pruner pruner;
    private final ReadModel model;
    private final List<WholeRow> rows;
    private final long seed;
    private final boolean listsHaveOrder;
    private final RandomCases random;

    Case(Statement statement, Pruner pruner, ReadModel model, List<WholeRow> rows, long seed) {
      this.statement = statement;
      this.pruner = pruner;
      this.model = model;
      this.rows = rows;
      this.seed = seed;
      this.listsHaveOrder = !UNORDERED.contains(model.name().toString());
      this.random = new RandomCases(seed, listsHaveOrder);
    }

    private String canonical(JsonNode node) {
      return DocumentOracle.canonical(node, listsHaveOrder);
    }

    @Nullable String failure() {
      List<JsonNode> samples =
          rows.stream().map(WholeRow::document).filter(d -> !d.isNull()).toList();
      Projection projection = random.projection(model.document(), 0, samples);
      List<ReadModel.Column> scalars =
          model.columns().stream().filter(c -> !c.type().base().is("jsonb")).toList();
      Predicate where =
          random.chance(70) ? random.predicate(model.document(), samples, scalars, 0) : null;
      boolean ordered = model.uniqueId() && random.chance(70);
      List<Projection.Order> order = new ArrayList<>();
      int limit = -1;
      int offset = 0;
      if (ordered) {
        order.addAll(random.order(model.document()));
        ReadModel.Column id = model.column("id").orElseThrow();
        order.add(
            new Projection.Order(
                List.of(Predicate.COLUMN, "id"),
                id.type(),
                RandomCases.isText(id.type()) ? " COLLATE \"C\"" : ""));
        limit = random.chance(60) ? random.upTo(6) : -1;
        offset = random.chance(40) ? random.upTo(6) : 0;
      }
      List<ReadModel.Column> columns = scalars.stream().filter(_ -> random.chance(30)).toList();
      List<String> expected = expected(projection, where, order, columns, limit, offset);
      String clauses = (limit < 0 ? "" : " LIMIT " + limit) + " OFFSET " + offset;
      List<Pruner.Output> outputs = new ArrayList<>();
      outputs.add(new Pruner.Output("data", new Demand.Json(projection), "j"));
      for (ReadModel.Column column : columns) {
        outputs.add(new Pruner.Output(column.name(), Demand.WHOLE, "c " + column.name()));
      }
      String failure = compare(expected, around(outputs, where, order, clauses), ordered);
      if (failure == null && ordered) {
        String page = page(outputs, where, order, clauses);
        failure = page == null ? null : compare(expected, page, true);
      }
      return failure;
    }

    private List<String> expected(
        Projection projection,
        @Nullable Predicate where,
        List<Projection.Order> order,
        List<ReadModel.Column> columns,
        int limit,
        int offset) {
      List<WholeRow> found = new ArrayList<>();
      for (WholeRow row : rows) {
        JsonNode document = row.document().isNull() ? null : row.document();
        if (where == null
            || Boolean.TRUE.equals(DocumentOracle.test(document, where, row.columns()::get))) {
          found.add(row);
        }
      }
      Function<WholeRow, @Nullable JsonNode> documents =
          row -> row.document().isNull() ? null : row.document();
      found.sort(DocumentOracle.order(order, documents, (row, name) -> row.columns().get(name)));
      List<String> texts = new ArrayList<>();
      for (WholeRow row : DocumentOracle.cut(found, offset, limit)) {
        StringBuilder text = new StringBuilder();
        text.append(canonical(DocumentOracle.project(row.document(), projection)));
        columns.forEach(
            c ->
                text.append(" | ")
                    .append(canonical(Objects.requireNonNull(row.columns().get(c.name())))));
        texts.add(text.toString());
      }
      return texts;
    }

    /** As the query compiler writes it: conditions and order around the pruned view. */
    private String around(
        List<Pruner.Output> outputs,
        @Nullable Predicate where,
        List<Projection.Order> order,
        String clauses) {
      Map<Pruner.Output, String> names = new LinkedHashMap<>();
      List<Pruner.Output> all = new ArrayList<>(outputs);
      Function<Demand, String> values =
          demand -> {
            boolean column = demand instanceof Demand.Leaf leaf && Predicate.isColumn(leaf.path());
            String name = column ? ((Demand.Leaf) demand).path().getLast() : "data";
            Pruner.Output asked = new Pruner.Output(name, column ? Demand.WHOLE : demand, "");
            return "q."
                + names.computeIfAbsent(
                    asked,
                    _ -> {
                      String output = "x" + names.size();
                      all.add(new Pruner.Output(asked.column(), asked.demand(), output));
                      return output;
                    });
          };
      String condition = where == null ? "" : " WHERE " + Predicates.write(where, values);
      String sorted =
          order.isEmpty()
              ? ""
              : order.stream()
                  .map(o -> values.apply(new Demand.Leaf(o.path(), o.type())) + o.direction())
                  .collect(Collectors.joining(", ", " ORDER BY ", ""));
      String shown = outputs.stream().map(o -> shown("q", o)).collect(Collectors.joining(", "));
      return "SELECT "
          + shown
          + " FROM ("
          + pruner.select(model.name(), all)
          + ") q"
          + condition
          + sorted
          + clauses;
    }

    private @Nullable String page(
        List<Pruner.Output> outputs,
        @Nullable Predicate where,
        List<Projection.Order> order,
        String clauses) {
      String page = pruner.page(model.name(), outputs, where, order, clauses);
      String shown = outputs.stream().map(o -> shown("q", o)).collect(Collectors.joining(", "));
      return page == null ? null : "SELECT " + shown + " FROM (" + page + ") q";
    }

    private static String shown(String alias, Pruner.Output output) {
      String value = alias + "." + quote(output.name());
      return (output.name().equals("j") ? value + "::text" : "to_json(" + value + ")::text")
          + " AS "
          + quote(output.name());
    }

    private @Nullable String compare(List<String> expected, String sql, boolean ordered) {
      String place = "\n  " + model.name() + " seed " + seed + "\n  " + sql;
      List<String> found = new ArrayList<>();
      try {
        ResultSet answer = statement.executeQuery(sql);
        int count = answer.getMetaData().getColumnCount();
        while (answer.next()) {
          List<String> parts = new ArrayList<>();
          for (int i = 1; i <= count; i++) {
            parts.add(canonical(json(answer.getString(i))));
          }
          found.add(String.join(" | ", parts));
        }
      } catch (SQLException | IllegalStateException e) {
        return e.getMessage() + place;
      }
      List<String> wanted = new ArrayList<>(expected);
      if (!ordered) {
        wanted.sort(null);
        found.sort(null);
      }
      if (wanted.equals(found)) {
        return null;
      }
      int at = 0;
      while (at < Math.min(wanted.size(), found.size()) && wanted.get(at).equals(found.get(at))) {
        at++;
      }
      return (at < wanted.size() ? "expected " + wanted.get(at) : "expected the end")
          + (at < found.size() ? "\n  but was " + found.get(at) : "\n  but was the end")
          + place;
    }
  }
}
