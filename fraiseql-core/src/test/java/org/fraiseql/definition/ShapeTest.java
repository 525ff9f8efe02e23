package org.fraiseql.definition;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.ShopDatabase;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The shapes of documents are those that are written in golden files, and no document of the test
 * databases contradicts its shape. Run with {@code -Dgolden.update=true} to write the files.
 */
class ShapeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NUMBERS =
      Set.of("int2", "int4", "int8", "numeric", "float4", "float8");

  @Test
  void theShop() throws Exception {
    try (TestDatabase database = ShopDatabase.create()) {
      check(database, "shop");
    }
  }

  @Test
  void theReferenceDocument() throws Exception {
    try (TestDatabase database = ReferenceDatabase.create()) {
      check(database, "reference");
    }
  }

  @Test
  void theVersionsOfTheReferenceDocument() throws Exception {
    try (TestDatabase database = ReferenceDatabase.createVersions()) {
      check(database, "versions");
    }
  }

  @Test
  void nastyViews() throws Exception {
    try (TestDatabase database = NastyDatabase.create()) {
      check(database, "nasty");
    }
  }

  private static void check(TestDatabase database, String name) throws Exception {
    Reading reading = Reading.of(database);
    assertThat(contradictions(database, reading)).isEmpty();
    Path file = Path.of("src/test/resources/definition/shapes-" + name + ".txt");
    List<String> actual = reading.models().stream().map(ShapeText::of).toList();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, String.join("\n", actual));
    }
    List<String> expected = new ArrayList<>(List.of(Files.readString(file).split("(?<=\n)\n")));
    if (TestPostgres.shared().majorVersion() < 17) {
      Set<String> known = reading.models().stream().map(m -> "" + m.name()).collect(toSet());
      expected.removeIf(model -> !known.contains(model.split("[ \n]")[0]));
    }
    assertThat(without(actual, expected)).as("what the file has not").isEmpty();
    assertThat(without(expected, actual)).as("what only the file has").isEmpty();
  }

  private static List<String> without(List<String> some, List<String> others) {
    return some.stream().filter(one -> !others.contains(one)).toList();
  }

  private static Set<String> contradictions(TestDatabase database, Reading reading)
      throws SQLException, IOException {
    Set<String> found = new HashSet<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT set_config('app.tenant_id', md5('tenant:1'), false)");
      for (ReadModel model : reading.models()) {
        String relation = PlainText.name(model.name());
        ResultSet rows = statement.executeQuery("SELECT * FROM " + relation);
        boolean nullable =
            reading.definitions().slot(model.name(), "data") instanceof Slot slot
                && slot.nullable();
        Set<String> ids = new HashSet<>();
        while (rows.next()) {
          for (ReadModel.Column column : model.columns()) {
            if (!column.nullable() && rows.getObject(column.name()) == null) {
              found.add(relation + "." + column.name() + " is null");
            }
          }
          if (model.uniqueId() && !ids.add(rows.getString("id"))) {
            found.add(relation + " has the id " + rows.getString("id") + " twice");
          }
          String data = rows.getString("data");
          JsonNode document = data == null ? null : JSON.readTree(data);
          check(new Slot(model.document(), nullable), document, relation, found);
        }
      }
    }
    return found;
  }

  private static void check(
      Slot slot, @Nullable JsonNode value, String place, Set<String> contradictions) {
    if (value == null || value.isNull()) {
      if (!slot.nullable()) {
        contradictions.add(place + " is null");
      }
      return;
    }
    switch (slot.shape()) {
      case OpaqueShape _ -> {}
      case ScalarShape scalar -> {
        if (!fits(scalar.type().base(), value)) {
          contradictions.add(place + " is no " + scalar.type().sqlName() + ": " + value);
        }
      }
      case ListShape list -> {
        if (!value.isArray()) {
          contradictions.add(place + " is no list: " + value);
        }
        value.forEach(element -> check(list.element(), element, place + "[]", contradictions));
      }
      case ObjectShape object -> object(object, value, place, contradictions);
    }
  }

  private static void object(
      ObjectShape object, JsonNode value, String place, Set<String> contradictions) {
    if (!value.isObject()) {
      contradictions.add(place + " is no object: " + value);
      return;
    }
    List<String> unknown = new ArrayList<>();
    value.fieldNames().forEachRemaining(unknown::add);
    for (Shape.Field field : object.fields()) {
      unknown.remove(field.key());
      check(field.slot(), value.get(field.key()), place + "." + field.key(), contradictions);
    }
    if (object.typeName() != null) {
      unknown.remove("__typename");
    }
    if (!unknown.isEmpty()) {
      contradictions.add(place + " has the unknown keys " + unknown);
    }
  }

  private static boolean fits(PgType type, JsonNode value) {
    if (NUMBERS.contains(type.name())) {
      return value.isNumber() || Set.of("NaN", "Infinity", "-Infinity").contains(value.asText());
    }
    return switch (type.kind()) {
      case ARRAY ->
          value.isArray()
              && value
                  .valueStream()
                  .allMatch(e -> e.isNull() || e.isArray() || fitsElement(type.element(), e));
      case COMPOSITE -> value.isObject();
      case ENUM -> type.labels().contains(value.asText());
      case BASE ->
          switch (type.name()) {
            case "bool" -> value.isBoolean();
            case "json", "jsonb" -> true;
            default -> value.isTextual();
          };
      case DOMAIN, RANGE, MULTIRANGE -> value.isTextual();
    };
  }

  private static boolean fitsElement(@Nullable PgType element, JsonNode value) {
    return element != null && fits(element.base(), value);
  }
}
