package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.NameProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents made to hurt are refused quickly and clearly, on an ordinary stack. What is not quick
 * here would take ages, so the limits leave a slow machine its time.
 */
@Timeout(300)
class HostileDocumentTest {

  private final Documents documents = ShopSchema.documents();

  private List<? extends Problem> problems(String text) {
    try {
      documents.parse(text);
      return List.of();
    } catch (ProblemException e) {
      return e.problems();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{ a", "[", "(", "{ a(b: [", "query($a: [", "{ a(b: {c: "})
  void tenThousandLevelsOfNestingAreRefused(String level) {
    assertThat(problems(level.repeat(10_000)))
        .singleElement()
        .isInstanceOf(LimitProblem.NestedTooDeeply.class);
    assertThat(problems("{ products " + level.repeat(10_000)))
        .singleElement()
        .isInstanceOf(LimitProblem.NestedTooDeeply.class);
  }

  @Test
  void bracketsInStringsAndCommentsDoNotCount() {
    String brackets = "[{(".repeat(500);
    assertThat(
            problems(
                "# %s\n{ products(where: {name: {in: [\"%s\\\"%s\", \"\"\"%s\\\"\"\"%s\"\"\"]}}) { id } }"
                    .formatted(brackets, brackets, brackets, brackets, brackets)))
        .isEmpty();
  }

  @Test
  void fragmentsThatStandForBillionsOfFieldsAreRefused() {
    StringBuilder text = new StringBuilder("{ products { ...F0 } }");
    for (int i = 0; i < 40; i++) {
      String next = "...F" + (i + 1);
      text.append(" fragment F%d on Product { category { products { %s } ".formatted(i, next));
      text.append("parent { products { %s } } } }".formatted(next));
    }
    text.append(" fragment F40 on Product { id }");
    assertThat(problems(text.toString()))
        .hasAtLeastOneElementOfType(LimitProblem.TooDeep.class)
        .hasAtLeastOneElementOfType(LimitProblem.TooCostly.class);
  }

  @Test
  @Timeout(60)
  void aLongChainOfFragmentsIsReadOnAnOrdinaryStack() {
    StringBuilder text = new StringBuilder("{ products { ...F0 } }");
    for (int i = 0; i < 500; i++) {
      text.append(" fragment F%d on Product { ...F%d }".formatted(i, i + 1));
    }
    text.append(" fragment F500 on Product { id }");
    assertThat(problems(text.toString())).isEmpty();
  }

  @Test
  void thousandsOfTheSameFieldAreOneField() {
    String text = "{ products { " + "id name ".repeat(2_400) + "} }";
    assertThat(problems(text)).isEmpty();
    Prepared prepared = documents.parse(text).operation(null);
    assertThat(prepared.resolve(prepared.variables(Map.of())).selections().getFirst().children())
        .hasSize(2);
  }

  @Test
  void manyMistakesAreNotAllTold() {
    StringBuilder text = new StringBuilder("{ products { ");
    for (int i = 0; i < 2_000; i++) {
      text.append("wrong").append(i).append(' ');
    }
    assertThat(problems(text.append("} }").toString()))
        .hasSizeBetween(10, 30)
        .hasAtLeastOneElementOfType(NameProblem.UnknownField.class);
  }

  @Test
  void graphiqlsOwnIntrospectionPasses() {
    String text = graphql.introspection.IntrospectionQuery.INTROSPECTION_QUERY;
    Prepared prepared = documents.parse(text).operation(null);
    assertThat(prepared.introspectionOnly()).isTrue();
    assertThat(prepared.introspect(prepared.variables(Map.of())))
        .startsWith("{\"__schema\":{\"queryType\":{\"name\":\"Query\"}")
        .contains("\"name\":\"ProductFilter\"");
  }

  @Test
  void withoutSuggestionsNoNameOfTheSchemaIsTold() {
    Documents silent = new Documents(ShopSchema.SCHEMA, ShopSchema.LIMITS, false);
    for (String text :
        List.of(
            "{ products { nmae } }",
            "{ produts { id } }",
            "{ products(wher: {}) { id } }",
            "{ orders(where: {status: {eq: shiped}}) { id } }",
            "{ orders(where: {statu: {eq: shipped}}) { id } }",
            "query($a: ProductFiler) { products(where: $a) { id } }")) {
      assertThatThrownBy(() -> silent.parse(text))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems()).allSatisfy(p -> assertThat(p.help()).isNull()));
    }
  }

  @Test
  void whatIsWrongIsKeptAsWell() {
    assertThat(problems("{ nothing }").getFirst()).isSameAs(problems("{ nothing }").getFirst());
    assertThat(documents.parse("{ products { id } }"))
        .isSameAs(documents.parse("{ products { id } }"));
  }

  @Test
  void randomDamageToAGoodDocumentIsRefusedWithProblemsAlone() {
    String good =
        "query A($w: ProductFilter, $n: Int = 3) { products(where: $w, limit: $n,"
            + " orderBy: [{name: asc}]) { id ...F @include(if: true) } }"
            + " fragment F on Product { category { name } tags }";
    SplittableRandom random = new SplittableRandom(7);
    String extra = "{}[]()$:!@.\"\\#\u0000\ud800é…1ax ";
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.insert(at, extra.charAt(random.nextInt(extra.length())));
        }
      }
      try {
        Document document = documents.parse(text.toString());
        Prepared prepared = document.operation(null);
        prepared.resolve(prepared.variables(Map.of()));
      } catch (ProblemException e) {
        assertThat(e.problems()).allSatisfy(p -> assertThat(p.message()).isNotBlank());
      } catch (RuntimeException e) {
        failed.add(text + " -> " + e);
      }
    }
    assertThat(failed).isEmpty();
  }
}
