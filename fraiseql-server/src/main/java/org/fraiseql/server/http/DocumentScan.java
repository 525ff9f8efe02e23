package org.fraiseql.server.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a document has a mutation or subscription, without parsing it: the question has to
 * be answered before the engine gets the request. Of a document that is no GraphQL it may say
 * anything, since the engine refuses that one.
 */
final class DocumentScan {

  private static final Set<String> QUERIES = Set.of("query", "fragment");

  private final String text;
  private int at;

  private DocumentScan(String text) {
    this.text = text;
  }

  /**
   * The first kind of operation beside a query that would be executed, or null.
   *
   * @param operationName the one to be executed, null for any
   */
  static @Nullable String otherThanQuery(String document, @Nullable String operationName) {
    if (!document.contains("mutation") && !document.contains("subscription")) {
      return null;
    }
    return new DocumentScan(document).find(operationName);
  }

  /** Outside of all brackets, definitions begin with their keyword. */
  private @Nullable String find(@Nullable String operationName) {
    int depth = 0;
    boolean expected = true;
    for (String token = next(); token != null; token = next()) {
      switch (token) {
        case "{", "(", "[" -> depth++;
        case "}", ")", "]" -> {
          depth--;
          expected = depth == 0 && token.equals("}");
        }
        default -> {
          if (expected && depth == 0 && isOther(token, operationName)) {
            return token;
          }
          expected = false;
        }
      }
    }
    return null;
  }

  private boolean isOther(String keyword, @Nullable String operationName) {
    if (QUERIES.contains(keyword) || !Character.isLetter(keyword.charAt(0))) {
      return false;
    }
    int after = at;
    String name = next();
    at = after;
    return operationName == null || operationName.equals(name);
  }

  /** A name, or one character of anything else; strings and comments are passed over. */
  private @Nullable String next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipComment();
      } else if (text.startsWith("\"\"\"", at)) {
        skipBlockString();
      } else if (c == '"') {
        skipString();
      } else if (isNamePart(c)) {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
          at++;
        }
        return text.substring(start, at);
      } else {
        at++;
        if (!Character.isWhitespace(c) && c != ',' && c != '\uFEFF') {
          return String.valueOf(c);
        }
      }
    }
    return null;
  }

  private void skipComment() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  private void skipBlockString() {
    at += 3;
    int escaped = text.indexOf("\\\"\"\"", at);
    int end = text.indexOf("\"\"\"", at);
    while (escaped >= 0 && escaped < end) {
      at = escaped + 4;
      escaped = text.indexOf("\\\"\"\"", at);
      end = text.indexOf("\"\"\"", at);
    }
    at = end < 0 ? text.length() : end + 3;
  }

  private void skipString() {
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) >= ' ') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, text.length());
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }
}
