package org.fraiseql.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a client sent, strictly: what has two readings, or no place in PostgreSQL, is
 * refused. Objects become maps, arrays lists, numbers {@code Integer}, {@code Long}, {@code
 * BigInteger} or {@code BigDecimal}, so that no digit is lost. Thread-safe.
 */
final class JsonReader {

  /** Far more than a filter needs, far less than a stack takes. */
  private static final int DEPTH = 200;

  /** PostgreSQL's numeric has at most 131,072 digits before the point. */
  private static final int EXPONENT = 131_072;

  private static final int NUMBER_LENGTH = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Else a body in UTF-16 would be read as such, after it was checked as UTF-8.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(NUMBER_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonReader() {}

  /** Says what is wrong with the text, in a sentence that follows the name of the place. */
  static final class Malformed extends Exception {
    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** The one value of the text. */
  static @Nullable Object read(byte[] bytes) throws Malformed {
    checkUtf8(bytes);
    try (JsonParser parser = JSON.createParser(bytes)) {
      try {
        if (parser.nextToken() == null) {
          throw new Malformed("is empty");
        }
        Object value = value(parser);
        if (parser.nextToken() != null) {
          throw new Malformed("goes on after its end, at " + place(parser.currentTokenLocation()));
        }
        return value;
      } catch (StreamConstraintsException e) {
        throw constraint(parser);
      } catch (JsonProcessingException e) {
        throw syntax(e, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException, Malformed {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> text(parser, parser.getText());
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("not the start of a value");
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser)
      throws IOException, Malformed {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = text(parser, parser.currentName());
      int before = map.size();
      parser.nextToken();
      map.put(key, value(parser));
      if (map.size() == before) {
        throw new Malformed("has the key '" + key + "' twice in one object");
      }
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException, Malformed {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  private static BigDecimal decimal(JsonParser parser) throws IOException, Malformed {
    BigDecimal number = parser.getDecimalValue();
    if (Math.abs((long) number.scale()) > EXPONENT) {
      throw new Malformed(
          "has a number that is too large or too small, at "
              + place(parser.currentTokenLocation()));
    }
    return number;
  }

  /** PostgreSQL's text has no U+0000, and half a surrogate pair is no character at all. */
  private static String text(JsonParser parser, String text) throws Malformed {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new Malformed(
            "has the character U+0000 in a string, at " + place(parser.currentTokenLocation()));
      }
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          throw new Malformed(
              "has half a surrogate pair in a string, at " + place(parser.currentTokenLocation()));
        }
      }
    }
    return text;
  }

  private static void checkUtf8(byte[] bytes) throws Malformed {
    int ascii = 0;
    while (ascii < bytes.length && bytes[ascii] >= 0) {
      ascii++;
    }
    if (ascii == bytes.length) {
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, ascii, bytes.length - ascii);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(rest, CharBuffer.allocate(bytes.length), true);
    if (result.isError()) {
      throw new Malformed("is not UTF-8: the byte at offset " + rest.position() + " does not fit");
    }
  }

  private static Malformed constraint(JsonParser parser) {
    return parser.getParsingContext().getNestingDepth() >= DEPTH
        ? new Malformed("is nested deeper than " + DEPTH + " levels")
        : new Malformed("has a number of more than " + NUMBER_LENGTH + " digits");
  }

  /** Jackson names the place exactly; its sentences speak of the parser, not of the text. */
  private static Malformed syntax(JsonProcessingException e, byte[] bytes) {
    JsonLocation location = e.getLocation();
    if (e instanceof JsonEOFException) {
      return new Malformed("is not JSON: it ends too early");
    }
    long offset = location == null ? -1 : location.getByteOffset();
    if (offset < 0 || offset >= bytes.length) {
      return new Malformed("is not JSON");
    }
    return new Malformed("is not JSON: see " + place(location));
  }

  private static String place(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
