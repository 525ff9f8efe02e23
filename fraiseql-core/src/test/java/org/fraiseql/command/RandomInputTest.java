package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.fraiseql.Engine;
import org.fraiseql.example.shop.SqlScript;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a routine gets is what was sent, to the digit; {@code jsonb} itself is the judge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomInputTest {

  private static final int ROUNDS = 150;

  private Engine engine;

  @BeforeAll
  void open() {
    engine =
        Engine.on(
            TestPostgres.shared()
                .fromTemplate(
                    "echo", connection -> SqlScript.resource("/command/echo.sql").run(connection)));
  }

  @AfterAll
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo   | 1 | SELECT $1::jsonb::text",
        "mirror | 2 | SELECT $1::json::jsonb::text",
        "repeat | 3 | SELECT to_jsonb(jsonb_populate_record(NULL::echo_input, $1::jsonb))::text"
      })
  void whatWasSentArrives(String command, long seed, String oracle) throws SQLException {
    Random random = new Random(seed);
    String success = Character.toUpperCase(command.charAt(0)) + command.substring(1) + "Success";
    try (Connection connection = engine.database.connection();
        PreparedStatement expected = connection.prepareStatement(oracle.replace("$1", "?"))) {
      for (int round = 0; round < ROUNDS; round++) {
        RandomInput input = new RandomInput(random);
        expected.setString(1, input.value().json());
        String wanted = text(expected);
        assertThat(
                got(
                    "mutation($input: EchoInput!) { a: %s(input: $input) { ... on %s { got } } }"
                        .formatted(command, success),
                    one(input.value().variable())))
            .as("%s %d as a variable: %s", command, round, input.value().json())
            .isEqualTo(wanted);
        String document =
            "mutation%s { a: %s(input: %s) { ... on %s { got } } }"
                .formatted(input.declared(), command, input.value().literal(), success);
        assertThat(got(document, input.variables()))
            .as("%s %d as a literal: %s", command, round, document)
            .isEqualTo(wanted);
      }
    }
  }

  private static Map<String, @Nullable Object> one(@Nullable Object input) {
    Map<String, @Nullable Object> variables = new java.util.HashMap<>();
    variables.put("input", input);
    return variables;
  }

  private String got(String document, Map<String, @Nullable Object> variables) {
    String answer = engine.text(document, variables);
    String before = "{\"data\":{\"a\":{\"got\":";
    assertThat(answer).startsWith(before);
    return answer.substring(before.length(), answer.length() - 3);
  }

  private static String text(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }
}
