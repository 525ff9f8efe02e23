package org.fraiseql.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.fraiseql.Request;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RequestProblem.MalformedRequest;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests from bodies and URLs. Fails with {@link ProblemException}. */
final class RequestReader {

  private static final String EXAMPLE =
      "Send a JSON object with 'query', and where needed 'operationName' and 'variables'.";

  private RequestReader() {}

  /** From the body of a POST. */
  static Request fromBody(byte[] body) {
    Object value = json("The request's body", body);
    if (value instanceof List<?>) {
      throw malformed("The request's body is a list; batches are not served.", EXAMPLE);
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw malformed("The request's body is not an object.", EXAMPLE);
    }
    objectOrNull("extensions", members.get("extensions"));
    return request(
        members.get("query"),
        members.get("operationName"),
        objectOrNull("variables", members.get("variables")),
        false);
  }

  /** From the parameters of a GET, which may ask but not command. */
  static Request fromUrl(@Nullable String queryString) {
    Map<String, String> parameters;
    try {
      parameters = QueryString.parse(queryString);
    } catch (JsonReader.Malformed e) {
      throw malformed("The URL " + e.getMessage() + ".", "Percent-encode the parameters.");
    }
    objectOrNull("extensions", parameter("extensions", parameters));
    return request(
        parameters.get("query"),
        // An empty name cannot be meant, and forms of browsers send one.
        emptyToNull(parameters.get("operationName")),
        objectOrNull("variables", parameter("variables", parameters)),
        true);
  }

  /** From its parts; the variables are the text of a JSON object. */
  static Request of(String query, @Nullable String operationName, @Nullable String variables) {
    Object value =
        variables == null
            ? null
            : json("The text of the variables", variables.getBytes(StandardCharsets.UTF_8));
    return request(query, operationName, objectOrNull("variables", value), false);
  }

  private static @Nullable Object parameter(String name, Map<String, String> parameters) {
    String text = emptyToNull(parameters.get(name));
    return text == null
        ? null
        : json("The parameter '" + name + "'", text.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static Request request(
      @Nullable Object query,
      @Nullable Object operationName,
      @Nullable Map<String, @Nullable Object> variables,
      boolean queriesOnly) {
    if (query == null) {
      throw malformed("The request has no 'query'.", EXAMPLE);
    }
    if (!(query instanceof String document)) {
      throw malformed("'query' is not a string.", EXAMPLE);
    }
    if (document.indexOf('\0') >= 0) {
      throw malformed("'query' has the character U+0000.", "Leave it out.");
    }
    if (operationName != null && !(operationName instanceof String)) {
      throw malformed("'operationName' is not a string.", "Name one of the query's operations.");
    }
    return new Request(
        document, (String) operationName, variables == null ? Map.of() : variables, queriesOnly);
  }

  @SuppressWarnings("unchecked") // JsonReader makes maps of no other kind.
  private static @Nullable Map<String, @Nullable Object> objectOrNull(
      String name, @Nullable Object value) {
    if (value != null && !(value instanceof Map<?, ?>)) {
      throw malformed("'" + name + "' is not an object.", "Send an object, null or nothing.");
    }
    return (Map<String, @Nullable Object>) value;
  }

  private static @Nullable Object json(String what, byte[] bytes) {
    try {
      return JsonReader.read(bytes);
    } catch (JsonReader.Malformed e) {
      throw malformed(what + " " + e.getMessage() + ".", EXAMPLE);
    }
  }

  private static ProblemException malformed(String message, String help) {
    return new ProblemException(new MalformedRequest(message, help));
  }
}
