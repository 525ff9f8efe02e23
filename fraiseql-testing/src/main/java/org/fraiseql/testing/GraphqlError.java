package org.fraiseql.testing;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One of an answer's errors.
 *
 * @param code from its extensions
 * @param path to the field, as {@link GraphqlAnswer#at} takes it, such as {@code /orders/0/total};
 *     empty if it belongs to none
 * @param help from its extensions: what to do
 */
public record GraphqlError(
    String message, @Nullable String code, String path, @Nullable String help) {

  static GraphqlError of(JsonNode error) {
    StringBuilder path = new StringBuilder();
    for (JsonNode step : error.path("path")) {
      path.append('/').append(step.asText());
    }
    JsonNode extensions = error.path("extensions");
    return new GraphqlError(
        error.path("message").asText(),
        extensions.path("code").asText(null),
        path.toString(),
        extensions.path("help").asText(null));
  }

  /** The error in a line. */
  @Override
  public String toString() {
    return (code == null ? "" : code + " ")
        + (path.isEmpty() ? "" : "at " + path + ": ")
        + message
        + (help == null ? "" : " (" + help + ")");
  }
}
