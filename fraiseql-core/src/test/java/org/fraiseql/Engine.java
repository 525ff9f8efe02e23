package org.fraiseql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.problem.Problem;
import org.fraiseql.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/** The engine on a database of its own, asked through the front door. */
public final class Engine implements AutoCloseable {

  public static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Tests put many questions into one request. */
  public static final Limits WIDE =
      new Limits(
          100_000,
          12,
          2_000,
          50_000_000,
          1_000,
          100,
          32 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30));

  public final TestDatabase database;
  public final FraiseQL engine;
  private final Vertx vertx = Vertx.vertx();

  private Engine(TestDatabase database, UnaryOperator<Settings> settings) {
    this.database = database;
    this.engine = FraiseQL.open(vertx, settings.apply(Settings.of(database.uri())));
  }

  /** The engine with limits that do not get into the way; closes the database with itself. */
  public static Engine on(TestDatabase database) {
    return on(database, settings -> settings.withLimits(WIDE));
  }

  public static Engine on(TestDatabase database, UnaryOperator<Settings> settings) {
    Engine opened = new Engine(database, settings);
    try {
      opened.engine.ready().await(5, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The catalogue was not read in five minutes", e);
    }
    return opened;
  }

  public Response execute(String query, Map<String, @Nullable Object> variables, Caller caller) {
    return engine.execute(new Request(query, null, variables), caller, new Cancellation()).await();
  }

  /** The answer's text. */
  public String text(String query, Map<String, @Nullable Object> variables) {
    return switch (execute(query, variables, Caller.NOBODY)) {
      case Response.Data data -> data.body().toString();
      case Response.Refused refused ->
          throw new AssertionError(shown(query, variables, "refused", refused.problems()));
      case Response.Partial partial ->
          throw new AssertionError("partly failed: " + partial.failures() + " of " + query);
      case Response.Failed failed ->
          throw new AssertionError(shown(query, variables, "failed", failed.problems()));
    };
  }

  private static String shown(
      String query,
      Map<String, @Nullable Object> variables,
      String what,
      List<? extends Problem> problems) {
    return "%s: %s%nof %s%nwith %s".formatted(what, problems, query, variables);
  }

  public JsonNode data(String query, Map<String, @Nullable Object> variables) {
    return parse(text(query, variables)).get("data");
  }

  public JsonNode data(String query) {
    return data(query, Map.of());
  }

  /** The failures of a request of which some fields failed, by path and code. */
  public List<String> failures(String query, Map<String, @Nullable Object> variables) {
    return switch (execute(query, variables, Caller.NOBODY)) {
      case Response.Partial partial ->
          partial.failures().stream()
              .map(
                  f ->
                      f.path().stream().map(String::valueOf).collect(Collectors.joining("."))
                          + " "
                          + f.problem().code())
              .toList();
      case Response.Data data ->
          throw new AssertionError("answered: " + data.body() + " to " + query);
      case Response.Refused refused ->
          throw new AssertionError(shown(query, variables, "refused", refused.problems()));
      case Response.Failed failed ->
          throw new AssertionError(shown(query, variables, "failed", failed.problems()));
    };
  }

  /** What is wrong with a request that is refused before anything is executed. */
  public List<? extends Problem> refused(String query, Map<String, @Nullable Object> variables) {
    return switch (execute(query, variables, Caller.NOBODY)) {
      case Response.Refused refused -> refused.problems();
      case Response.Data data ->
          throw new AssertionError("answered: " + data.body() + " to " + query);
      case Response.Partial partial ->
          throw new AssertionError("partly failed: " + partial.failures() + " of " + query);
      case Response.Failed failed ->
          throw new AssertionError(shown(query, variables, "failed", failed.problems()));
    };
  }

  public String code(String query, Map<String, @Nullable Object> variables) {
    return refused(query, variables).getFirst().code();
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JSON: " + json, e);
    }
  }

  public static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  /** The first column of what PostgreSQL answers to plain SQL. */
  public List<@Nullable String> column(String sql) {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<@Nullable String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    engine.close();
    vertx.close();
    database.close();
  }
}
