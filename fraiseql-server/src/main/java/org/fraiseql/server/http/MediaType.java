package org.fraiseql.server.http;

import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of an answer. They differ in status codes, not in bodies. */
enum MediaType {
  /** The status tells whether the request was executed. */
  GRAPHQL_RESPONSE("application/graphql-response+json"),
  /** A well-formed request is answered with 200, whatever GraphQL says about it. */
  JSON("application/json");

  private final String essence;
  private final CharSequence header;

  MediaType(String essence) {
    this.essence = essence;
    this.header = HttpHeaders.createOptimized(essence + "; charset=utf-8");
  }

  /** The value of {@code Content-Type}. */
  CharSequence header() {
    return header;
  }

  /**
   * The one that the client likes best; the first where it has no preference, which is what GraphQL
   * over HTTP asks for since 2025. Null when it accepts neither.
   */
  static @Nullable MediaType preferred(@Nullable String accept) {
    if (accept == null || accept.isBlank() || accept.equals("*/*")) {
      return GRAPHQL_RESPONSE;
    }
    List<Range> ranges = new ArrayList<>();
    for (String part : accept.split(",", -1)) {
      Range range = Range.parse(part.toLowerCase(Locale.ROOT));
      if (range != null) {
        ranges.add(range);
      }
    }
    double first = quality(GRAPHQL_RESPONSE, ranges);
    double second = quality(JSON, ranges);
    if (first <= 0 && second <= 0) {
      return null;
    }
    return first >= second ? GRAPHQL_RESPONSE : JSON;
  }

  /** The most specific range that fits decides; of equal ones, the first. */
  private static double quality(MediaType type, List<Range> ranges) {
    int best = 0;
    double quality = 0;
    for (Range range : ranges) {
      int specificity = range.specificity(type.essence);
      if (specificity > best) {
        best = specificity;
        quality = range.quality;
      }
    }
    return quality;
  }

  private record Range(String type, boolean readable, double quality) {

    static @Nullable Range parse(String text) {
      String[] parts = text.split(";", -1);
      String type = parts[0].strip();
      if (type.isEmpty()) {
        return null;
      }
      boolean readable = true;
      double quality = 1;
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        String name = equals < 0 ? parts[i].strip() : parts[i].substring(0, equals).strip();
        String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip().replace("\"", "");
        if (name.equals("q")) {
          quality = weight(value);
        } else if (name.equals("charset")) {
          readable = value.equals("utf-8");
        }
      }
      return new Range(type, readable, quality);
    }

    private static double weight(String text) {
      try {
        double value = Double.parseDouble(text);
        return value >= 0 && value <= 1 ? value : 0;
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    int specificity(String essence) {
      if (!readable) {
        return 0;
      }
      return switch (type) {
        case "*/*" -> 1;
        case "application/*" -> 2;
        default -> type.equals(essence) ? 3 : 0;
      };
    }
  }
}
