package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.fraiseql.schema.CommentText.On;
import org.junit.jupiter.api.Test;

class CommentTextTest {

  @Test
  void aCommentWithoutAnnotationsIsADescription() {
    CommentText text = CommentText.of("One line.\n\nMail us: a@b.example", On.RELATION);
    assertThat(text.description()).isEqualTo("One line.\n\nMail us: a@b.example");
    assertThat(text.faults()).isEmpty();
    assertThat(CommentText.of("  \n ", On.RELATION)).isEqualTo(CommentText.NONE);
  }

  @Test
  void annotationsTakeTheirLineAndWhatIsIndentedBelow() {
    CommentText text =
        CommentText.of(
            "Before.\n@deprecated Use this\n  or that.\nAfter.\n@name Article\n@omit", On.RELATION);
    assertThat(text.description()).isEqualTo("Before.\nAfter.");
    assertThat(text.deprecated()).isEqualTo("Use this or that.");
    assertThat(text.name()).isEqualTo("Article");
    assertThat(text.omitted()).isTrue();
  }

  @Test
  void aShapeTakesAllLinesUpToTheNextAnnotation() {
    CommentText text =
        CommentText.of(
            "Totals.\n@shape {\nid: uuid!,\n  n: int\n}\n  @deprecated Old.", On.RELATION);
    assertThat(text.description()).isEqualTo("Totals.");
    assertThat(text.deprecated()).isEqualTo("Old.");
  }

  @Test
  void deprecationCanBeWrittenInCapitalsAtTheStart() {
    CommentText text = CommentText.of("DEPRECATED: Use v_products (v2).\nSoon.", On.RELATION);
    assertThat(text.deprecated()).isEqualTo("Use v_products (v2). Soon.");
    assertThat(text.description()).isNull();
    assertThat(CommentText.of("DEPRECATED", On.RELATION).deprecated())
        .isEqualTo("No longer supported");
    CommentText named = CommentText.of("DEPRECATED: Old.\n@name Thing", On.RELATION);
    assertThat(named.deprecated()).isEqualTo("Old.");
    assertThat(named.name()).isEqualTo("Thing");
    assertThat(CommentText.of("Not DEPRECATED: at all", On.RELATION).deprecated()).isNull();
  }
}
