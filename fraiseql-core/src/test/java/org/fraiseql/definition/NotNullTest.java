package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.fraiseql.testing.PostgresTest;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** NOT NULL of a column is believed only where PostgreSQL keeps all rows to it. */
@PostgresTest
class NotNullTest {

  @Test
  void aForeignTableKeepsNothing(TestDatabase database) throws SQLException {
    database.execute(
        """
        CREATE FOREIGN DATA WRAPPER none;
        CREATE SERVER elsewhere FOREIGN DATA WRAPPER none;
        CREATE FOREIGN TABLE tb_far (id int NOT NULL) SERVER elsewhere;
        CREATE VIEW v_far AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_far\
        """);
    assertThat(text(database, "v_far")).contains("id: integer}");
  }

  @Test
  void aConstraintThatIsNotValidOrNotInheritedSaysNothingOfOtherRows(TestDatabase database)
      throws SQLException {
    Assumptions.assumeTrue(TestPostgres.shared().majorVersion() >= 18, "such constraints");
    database.execute(
        """
        CREATE TABLE tb_old (id int NOT NULL, name text);
        INSERT INTO tb_old VALUES (1, NULL);
        ALTER TABLE tb_old ADD CONSTRAINT named NOT NULL name NOT VALID;
        CREATE VIEW v_old AS SELECT id, jsonb_build_object('id', id, 'name', name) AS data FROM tb_old;
        CREATE TABLE tb_parent (id int NOT NULL, name text, CONSTRAINT own NOT NULL name NO INHERIT);
        CREATE TABLE tb_child () INHERITS (tb_parent);
        INSERT INTO tb_child VALUES (1, NULL);
        CREATE VIEW v_parent AS SELECT id, jsonb_build_object('id', id, 'name', name) AS data FROM tb_parent\
        """);
    assertThat(text(database, "v_old")).contains("id: integer!").contains("name: text}");
    assertThat(text(database, "v_parent")).contains("id: integer!").contains("name: text}");
  }

  private static String text(TestDatabase database, String view) throws SQLException {
    return ShapeText.of(Reading.of(database).model("public", view));
  }
}
