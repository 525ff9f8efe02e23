package org.fraiseql.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentScanTest {

  private static @Nullable String scan(String document) {
    return DocumentScan.otherThanQuery(document, null);
  }

  @Test
  void finds_operations_by_their_keyword() {
    assertThat(scan("mutation { a }")).isEqualTo("mutation");
    assertThat(scan("\uFEFF # x\r mutation{a}")).isEqualTo("mutation");
    assertThat(scan("query A { a } mutation B($v: [Int!] = [1]) @d(a: {b: 1}) { a }"))
        .isEqualTo("mutation");
    assertThat(scan("fragment F on T { a } subscription { a }")).isEqualTo("subscription");
    assertThat(scan("{a}mutation{b}")).isEqualTo("mutation");
  }

  @Test
  void takes_nothing_else_for_an_operation() {
    assertThat(scan("{ mutation }")).isNull();
    assertThat(scan("query mutation { subscription }")).isNull();
    assertThat(scan("query A @mutation { a }")).isNull();
    assertThat(scan("query A($mutation: mutation = mutation) { a }")).isNull();
    assertThat(scan("fragment mutation on mutation { a } { a }")).isNull();
    assertThat(scan("# mutation { a }\n{ a }")).isNull();
    assertThat(scan("{ a(s: \"} mutation { a } \\\" } mutation\") }")).isNull();
    assertThat(scan("{ a(s: \"\"\"} mutation \\\"\"\" } mutation {\"\"\") }")).isNull();
  }

  @Test
  void looks_only_at_the_operation_that_is_named() {
    String document = "query A { a } mutation B { b } subscription { c }";
    assertThat(DocumentScan.otherThanQuery(document, "A")).isNull();
    assertThat(DocumentScan.otherThanQuery(document, "B")).isEqualTo("mutation");
  }

  @Test
  void comes_to_an_end_on_broken_text() {
    for (String text :
        new String[] {"mutation", "\"", "\"mutation\\", "\"\"\"mutation", "}}mutation"}) {
      assertThat(scan("{ a } " + text + " mutation"))
          .satisfiesAnyOf(
              found -> assertThat(found).isNull(),
              found -> assertThat(found).isEqualTo("mutation"));
    }
  }
}
