package org.fraiseql.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem.MalformedCursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page's cursor: base64 of eight hexadecimal digits of a checksum and a JSON array of texts
 * and nulls.
 */
final class Cursor {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHECKSUM = 8;

  private Cursor() {}

  /**
   * One of the sort keys in a cursor, as PostgreSQL wrote it.
   *
   * @param order identifies the list and its order, and takes part in the checksum
   * @throws ProblemException if it is not a cursor of that list in that order
   */
  static @Nullable String key(@Nullable Object cursor, String order, int index) {
    String given = String.valueOf(cursor);
    try {
      String text = new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8);
      String keys = text.length() < CHECKSUM ? "" : text.substring(CHECKSUM);
      if (!keys.isEmpty() && text.startsWith(checksum(order + keys))) {
        return JSON.readValue(keys, String[].class)[index];
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw malformed(given);
    }
    throw malformed(given);
  }

  private static ProblemException malformed(String cursor) {
    return new ProblemException(
        new MalformedCursor(cursor.length() <= 60 ? cursor : cursor.substring(0, 59) + "…"));
  }

  private static String checksum(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, CHECKSUM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
