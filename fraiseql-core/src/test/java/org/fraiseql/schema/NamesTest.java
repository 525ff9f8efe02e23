package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "id, id",
    "created_at, createdAt",
    "line_1, line_1",
    "line1, line1",
    "line_1_text, line_1Text",
    "a__b, a_B",
    "a___b, a__B",
    "_id, _id",
    "_private_key, _privateKey",
    "trailing_, trailing_",
    "x_y_z, xYZ",
    "url_2_go, url_2Go",
    "a, a",
    "_, _"
  })
  void keysInSnakeCaseComeBackFromTheirFields(String key, String field) {
    if (!key.equals("_")) {
      assertThat(Names.field(key)).isEqualTo(field);
    }
    assertThat(Names.key(field)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "createdAt, createdAt",
    "ID, ID",
    "orderID, orderID",
    "order_ID, order_ID",
    "in stock, inStock",
    "foo-bar.baz, fooBarBaz",
    "1st, _1st",
    "__meta, _meta"
  })
  void otherKeysStayAsNearAsGraphqlLets(String key, String field) {
    assertThat(Names.field(key)).isEqualTo(field);
  }

  @Test
  void keysThatHaveNoLetterOfGraphqlHaveNoField() {
    assertThat(Names.field("größe")).isNull();
    assertThat(Names.field("---")).isNull();
    assertThat(Names.field("")).isNull();
    assertThat(Names.field("___")).isNull();
  }

  @Test
  void noTwoKeysInSnakeCaseHaveOneField() {
    SplittableRandom random = new SplittableRandom(20_260_101);
    Map<String, String> keys = new HashMap<>();
    String letters = "ab_1_";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder made = new StringBuilder();
      int length = random.nextInt(1, 9);
      for (int j = 0; j < length; j++) {
        made.append(letters.charAt(random.nextInt(letters.length())));
      }
      String key = made.toString();
      String field = Names.isValid(key) ? Names.field(key) : null;
      if (field != null) {
        assertThat(keys.merge(field, key, (before, now) -> before)).isEqualTo(key);
        assertThat(Names.key(field)).isEqualTo(key);
      }
    }
    assertThat(keys).hasSizeGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/schema/relation-names.csv")
  void relationsAreNamedForOneAndForMany(String relation, String type, String one, String many) {
    assertThat(Names.ofRelation(relation)).isEqualTo(type);
    String version = Names.version(relation);
    String versioned = version == null ? type : Names.versioned(type, version);
    assertThat(Names.decapitalised(versioned)).isEqualTo(one);
    assertThat(Names.list(one, version)).isEqualTo(many);
  }

  @Test
  void acronymsInTypeNamesBecomeOneSmallWord() {
    assertThat(Names.decapitalised("URL")).isEqualTo("url");
    assertThat(Names.decapitalised("URLMap")).isEqualTo("urlMap");
    assertThat(Names.decapitalised("SKU")).isEqualTo("sku");
    assertThat(Names.list("sku", null)).isEqualTo("skus");
    assertThat(Names.decapitalised("X")).isEqualTo("x");
  }

  @Test
  void aListIsNeverNamedLikeItsElement() {
    for (String word : List.of("orders", "news", "x", "S", "people", "v1", "a_", "fooURL")) {
      assertThat(Names.list(word, null)).isNotEqualTo(word);
    }
    assertThat(Names.list("orders", null)).isEqualTo("ordersList");
  }

  @Test
  void aVersionIsAppendedOnce() {
    assertThat(Names.versioned("Product", "1")).isEqualTo("ProductV1");
    assertThat(Names.versioned("ProductV1", "1")).isEqualTo("ProductV1");
    assertThat(Names.versioned("ProductV1", "2")).isEqualTo("ProductV1V2");
  }
}
