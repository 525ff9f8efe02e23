package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.fraiseql.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final String ORDER = "cdc14260";

  private static String cursor(String keys) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("MD5").digest((ORDER + keys).getBytes(StandardCharsets.UTF_8));
    String text = HexFormat.of().formatHex(digest).substring(0, 8) + keys;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keysComeOutAsTheyWentInNullsIncluded() throws Exception {
    String cursor = cursor("[\"Ünï\\\"x\", null, \"42\"]");

    assertThat(Cursor.key(cursor, ORDER, 0)).isEqualTo("Ünï\"x");
    assertThat(Cursor.key(cursor, ORDER, 1)).isNull();
    assertThat(Cursor.key(cursor, ORDER, 2)).isEqualTo("42");
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() throws Exception {
    String cursor = cursor("[\"1\"]");

    assertThatThrownBy(() -> Cursor.key(cursor, "00000000", 0))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not one of this list in this order");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "!!!", "AAAA", "Y2RjMTQyNjBbXQ", "null"})
  void whatIsNoCursorIsRefused(String text) {
    assertThatThrownBy(() -> Cursor.key(text, ORDER, 0)).isInstanceOf(ProblemException.class);
  }
}
