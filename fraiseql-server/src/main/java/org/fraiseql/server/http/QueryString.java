package org.fraiseql.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the part of a URL behind the question mark, strictly. */
final class QueryString {

  private QueryString() {}

  /**
   * The parameters by name.
   *
   * @throws JsonReader.Malformed when one comes twice or its escapes are not UTF-8
   */
  static Map<String, String> parse(@Nullable String text) throws JsonReader.Malformed {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (text == null || text.isEmpty()) {
      return parameters;
    }
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = decode(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : decode(part.substring(equals + 1));
      if (!part.isEmpty() && parameters.put(name, value) != null) {
        throw new JsonReader.Malformed("has the parameter '" + name + "' twice");
      }
    }
    return parameters;
  }

  private static String decode(String text) throws JsonReader.Malformed {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+') {
        bytes.write(' ');
      } else if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new JsonReader.Malformed("has a '%' that two hexadecimal digits must follow");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        throw new JsonReader.Malformed("has a character that must be percent-encoded");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new JsonReader.Malformed("is not UTF-8 behind its percent signs");
    }
  }
}
