package org.fraiseql.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a GraphQL server over HTTP, as its clients do. Immutable and thread-safe.
 *
 * <p>All methods that send fail with an {@link AssertionError} of one sentence if there is no
 * server, or no answer of GraphQL.
 */
public final class GraphqlClient {

  /** Numbers keep their digits; modules such as that for {@code java.time} are found. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Reaching it means that the server hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int SHOWN_CHARACTERS = 300;

  private final HttpClient http;
  private final URI endpoint;
  private final Map<String, String> headers;

  private GraphqlClient(HttpClient http, URI endpoint, Map<String, String> headers) {
    this.http = http;
    this.endpoint = endpoint;
    this.headers = headers;
  }

  /**
   * A client without headers of its own.
   *
   * @param url of the endpoint, such as {@code http://localhost:8080/graphql}
   * @throws IllegalArgumentException if this is no such URL
   */
  public static GraphqlClient at(String url) {
    URI endpoint = URI.create(url);
    if (endpoint.getHost() == null || !("" + endpoint.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException(
          "'%s' is no URL of an endpoint, such as http://localhost:8080/graphql.".formatted(url));
    }
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    return new GraphqlClient(http, endpoint, Map.of());
  }

  /** A client that sends this header too; the one it is asked of does not. */
  public GraphqlClient header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new GraphqlClient(http, endpoint, Map.copyOf(more));
  }

  /** Sends a document without variables. */
  public GraphqlAnswer execute(String query) {
    return execute(query, Map.of());
  }

  /**
   * Sends a document.
   *
   * @param variables values that Jackson makes JSON of: texts, numbers, lists, maps, records
   */
  public GraphqlAnswer execute(String query, Map<String, ? extends @Nullable Object> variables) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json, application/json;q=0.9")
            .POST(HttpRequest.BodyPublishers.ofString(body(query, variables)));
    headers.forEach(request::setHeader);
    HttpResponse<String> response = send(request.build());
    return new GraphqlAnswer(response.statusCode(), json(response));
  }

  private static String body(String query, Map<String, ? extends @Nullable Object> variables) {
    try {
      return JSON.writeValueAsString(Map.of("query", query, "variables", variables));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The variables cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new AssertionError(
          "Nobody listens at %s: is the server started?".formatted(endpoint), e);
    } catch (HttpTimeoutException e) {
      throw new AssertionError(
          "%s did not answer within %d seconds.".formatted(endpoint, PATIENCE.toSeconds()), e);
    } catch (IOException e) {
      throw new AssertionError(
          "The connection to %s broke before it answered: %s".formatted(endpoint, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(
          "The test was interrupted while %s answered.".formatted(endpoint), e);
    }
  }

  private JsonNode json(HttpResponse<String> response) {
    String body = response.body();
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject() && (json.has("data") || json.has("errors"))) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Said below, with what came instead.
    }
    throw new AssertionError(
        "%s answered %d with what is no answer of GraphQL: %s"
            .formatted(endpoint, response.statusCode(), shown(body)));
  }

  private static String shown(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "an empty body";
    }
    return line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + "…" : line;
  }
}
