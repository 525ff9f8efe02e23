package org.fraiseql.testing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a GraphQL server answered. Immutable, as long as nobody changes the nodes.
 *
 * <p>Paths begin at {@code data} and are written as JSON Pointers, the first slash of which may be
 * left out: {@code orders}, {@code /orders/0/id}.
 */
public final class GraphqlAnswer {

  private final int status;
  private final JsonNode body;
  private final List<GraphqlError> errors;

  GraphqlAnswer(int status, JsonNode body) {
    this.status = status;
    this.body = body;
    List<GraphqlError> found = new ArrayList<>();
    body.path("errors").forEach(error -> found.add(GraphqlError.of(error)));
    this.errors = Collections.unmodifiableList(found);
  }

  /** Of HTTP, such as 200. */
  public int status() {
    return status;
  }

  /** Those of the whole answer, in its order. */
  public List<GraphqlError> errors() {
    return errors;
  }

  /** This answer, or an {@link AssertionError} that shows its errors if it has any. */
  public GraphqlAnswer orFail() {
    if (errors.isEmpty()) {
      return this;
    }
    throw new AssertionError("The answer (status %d) has errors:%s".formatted(status, lines()));
  }

  /** The whole of {@code data}. */
  public JsonNode data() {
    return at("");
  }

  /**
   * What stands at a path; a null of JSON is a node too.
   *
   * @throws AssertionError if nothing stands there, with the errors of the answer
   */
  public JsonNode at(String path) {
    JsonPointer rest = pointer(path);
    JsonNode node = body.path("data");
    String reached = "data";
    while (!rest.matches()) {
      JsonNode next = node.path(rest.getMatchingProperty());
      if (next.isMissingNode() && node.isArray() && rest.mayMatchElement()) {
        next = node.path(rest.getMatchingIndex());
      }
      if (next.isMissingNode()) {
        throw new AssertionError(
            "The answer has nothing at '%s': %s is %s.%s"
                .formatted(path, reached, described(node), lines()));
      }
      reached += "/" + rest.getMatchingProperty();
      node = next;
      rest = rest.tail();
    }
    if (node.isMissingNode()) {
      throw new AssertionError("The answer has no data.%s".formatted(lines()));
    }
    return node;
  }

  /**
   * What stands at a path as a value of Java; fields that the type has not are left out.
   *
   * @throws AssertionError if it does not fit, or is null
   */
  public <T> T as(String path, Class<T> type) {
    return convert(path, GraphqlClient.JSON.constructType(type));
  }

  /**
   * A list at a path.
   *
   * @throws AssertionError if there is none, or an element does not fit
   */
  public <T> List<T> list(String path, Class<T> elements) {
    return convert(
        path, GraphqlClient.JSON.getTypeFactory().constructCollectionType(List.class, elements));
  }

  private <T> T convert(String path, JavaType type) {
    JsonNode node = at(path);
    String failure = "What stands at '%s' is no %s: ".formatted(path, type.toCanonical());
    if (node.isNull()) {
      throw new AssertionError(failure + "it is null." + lines());
    }
    try {
      return GraphqlClient.JSON.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(failure + e.getOriginalMessage(), e);
    }
  }

  private static JsonPointer pointer(String path) {
    return JsonPointer.compile(path.isEmpty() || path.startsWith("/") ? path : "/" + path);
  }

  private static String described(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list of " + node.size();
      case OBJECT -> {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        yield "an object with " + names;
      }
      case MISSING -> "not there";
      default -> node.toString();
    };
  }

  private String lines() {
    return errors.stream().map(error -> "\n- " + error).collect(Collectors.joining());
  }

  /** The answer as JSON. */
  @Override
  public String toString() {
    return status + " " + body;
  }
}
