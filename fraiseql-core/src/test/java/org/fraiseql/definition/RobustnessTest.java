package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** One view that cannot be understood, or not even be read, does no harm to the others. */
class RobustnessTest {

  @Test
  void aDefinitionThatIsNoQueryIsRefusedAndNothingElseHappens() throws SQLException {
    Random random = new Random(20260101);
    int read = 0;
    try (TestDatabase database = NastyDatabase.create();
        Connection connection = database.connection()) {
      new JdbcSession(connection);
      ResultSet views =
          connection
              .createStatement()
              .executeQuery(
                  "SELECT pg_get_viewdef(oid) FROM pg_class WHERE relkind = 'v'"
                      + " AND relnamespace = 'public'::pg_catalog.regnamespace");
      while (views.next()) {
        List<Token> tokens = Token.all(views.getString(1));
        for (int i = 0; i < 50; i++) {
          try {
            PlainText.of(DefinitionParser.parse(damaged(tokens, random), Set.of(), Set.of()));
            read++;
          } catch (NotUnderstood e) {
            assertThat(e.reason()).isNotBlank();
          }
        }
      }
    }
    assertThat(read).isPositive();
  }

  private static String damaged(List<Token> tokens, Random random) {
    List<Token> words = new ArrayList<>(tokens);
    for (int i = random.nextInt(3); i >= 0 && !words.isEmpty(); i--) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(4)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(random.nextInt(words.size())));
        case 2 -> words = new ArrayList<>(words.subList(0, at + 1));
        default -> words.set(at, words.get(random.nextInt(words.size())));
      }
    }
    return String.join(" ", words.stream().map(Token::text).toList());
  }

  @Test
  void quotesWithoutEndAndEmptyTextsAreRefused() {
    for (String text : List.of("", ";", "SELECT 'a", "SELECT \"a", "SELECT 1 FROM", "(", "WITH")) {
      try {
        assertThat(DefinitionParser.parse(text, Set.of(), Set.of())).as(text).isNull();
      } catch (NotUnderstood e) {
        assertThat(e.reason()).isNotBlank();
      }
    }
  }

  @Test
  void viewsThatFailWhenTheyAreReadLeaveTheOthersAlone() throws SQLException {
    try (TestDatabase database = TestPostgres.shared().createDatabase()) {
      database.execute(
          """
          CREATE TABLE tb_things (id int PRIMARY KEY, name text NOT NULL);
          CREATE TABLE tb_gone (n int);
          CREATE FUNCTION broken(int) RETURNS int STABLE LANGUAGE sql
            AS 'SELECT max(n) FROM public.tb_gone WHERE n < $1';
          CREATE FUNCTION fails() RETURNS int LANGUAGE plpgsql AS $$BEGIN RAISE 'never'; END$$;
          CREATE VIEW v_broken AS
            SELECT t.id, jsonb_build_object('id', t.id, 'n', broken(t.id)) AS data FROM tb_things t;
          CREATE VIEW v_fails AS
            SELECT t.id, jsonb_build_object('id', t.id, 'n', fails(), 'd', 1 / 0) AS data FROM tb_things t;
          CREATE VIEW v_sound AS SELECT t.id, jsonb_build_object('id', t.id, 'name', t.name) AS data FROM tb_things t;
          CREATE VIEW v_deep AS SELECT t.id, jsonb_build_object('id', t.id, 'sum', %s) AS data FROM tb_things t;
          DROP TABLE tb_gone;
          """
              .formatted("t.id" + " + t.id".repeat(1500)));
      Reading reading = Reading.of(database);
      assertThat(ShapeText.of(reading.model("public", "v_sound")))
          .contains("id: integer!")
          .contains("name: text!");
      assertThat(ShapeText.of(reading.model("public", "v_broken")))
          .contains("id: integer!")
          .contains("n: JSON<it needs the type of public.broken(");
      assertThat(ShapeText.of(reading.model("public", "v_fails")))
          .contains("id: integer!")
          .contains("n: integer")
          .contains("d: integer!");
      assertThat(ShapeText.of(reading.model("public", "v_deep"))).contains("levels of parentheses");
    }
  }
}
