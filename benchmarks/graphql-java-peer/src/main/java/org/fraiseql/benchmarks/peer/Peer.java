package org.fraiseql.benchmarks.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * A GraphQL server over the shop's tables as a Java team writes it by hand: graphql-java, DataLoader, JDBC with a small
 * pool, cached documents, blocking code on virtual threads.
 *
 * <p>{@code Peer PORT jdbc:postgresql://… USER PASSWORD}
 */
public final class Peer {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws IOException {
    var config = new HikariConfig();
    config.setJdbcUrl(args[1]);
    config.setUsername(args[2]);
    config.setPassword(args[3]);
    config.setMaximumPoolSize(4);
    var shop = new Shop(new HikariDataSource(config));
    var loaders = new Loaders(shop, Executors.newVirtualThreadPerTaskExecutor());
    var graphQl = graphQl(shop);
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(args[0]))
        .routing(routes -> routes.post("/graphql", (q, a) -> answer(graphQl, loaders, q, a)))
        .build()
        .start();
  }

  private static void answer(
      GraphQL graphQl, Loaders loaders, ServerRequest request, ServerResponse response)
      throws IOException {
    Body body = JSON.readValue(request.content().inputStream(), Body.class);
    var input =
        ExecutionInput.newExecutionInput(body.query())
            .variables(body.variables() == null ? Map.of() : body.variables())
            .dataLoaderRegistry(loaders.forRequest())
            .build();
    response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(JSON.writeValueAsBytes(graphQl.execute(input).toSpecification()));
  }

  record Body(String query, String operationName, Map<String, Object> variables) {}

  private static GraphQL graphQl(Shop shop) throws IOException {
    var documents = Caffeine.newBuilder().maximumSize(1_000).<String, PreparsedDocumentEntry>build();
    PreparsedDocumentProvider cache =
        (input, parse) ->
            CompletableFuture.completedFuture(
                documents.get(input.getQuery(), text -> parse.apply(input)));
    try (var schema =
        new InputStreamReader(
            Peer.class.getResourceAsStream("/schema.graphqls"), StandardCharsets.UTF_8)) {
      return GraphQL.newGraphQL(
              new SchemaGenerator()
                  .makeExecutableSchema(new SchemaParser().parse(schema), wiring(shop)))
          .preparsedDocumentProvider(cache)
          .build();
    }
  }

  private static RuntimeWiring wiring(Shop shop) {
    return RuntimeWiring.newRuntimeWiring()
        .scalar(ExtendedScalars.GraphQLBigDecimal)
        .type(
            "Query",
            t ->
                t.dataFetcher("order", e -> first(shop.order(id(e.getArgument("id")))))
                    .dataFetcher(
                        "orders",
                        e ->
                            shop.orders(
                                OffsetDateTime.parse(e.getArgument("before")),
                                e.<Integer>getArgument("limit")))
                    .dataFetcher("product", e -> first(shop.product(id(e.getArgument("id")))))
                    .dataFetcher(
                        "products",
                        e ->
                            shop.products(
                                e.<BigDecimal>getArgument("minPrice"),
                                e.getArgument("status"),
                                e.<Integer>getArgument("limit"))))
        .type("Order", Peer::order)
        .type("OrderItem", Peer::item)
        .type("Product", Peer::product)
        .build();
  }

  private static TypeRuntimeWiring.Builder order(TypeRuntimeWiring.Builder type) {
    DataFetcher<?> customer =
        e -> e.getDataLoader("customers").load(e.<Rows.Order>getSource().customerId());
    DataFetcher<?> items =
        e ->
            e.<UUID, List<Rows.OrderItem>>getDataLoader("items")
                .load(e.<Rows.Order>getSource().id())
                .thenApply(found -> found == null ? List.of() : found);
    return type.dataFetcher("customer", customer).dataFetcher("items", items);
  }

  private static TypeRuntimeWiring.Builder item(TypeRuntimeWiring.Builder type) {
    DataFetcher<?> product =
        e -> e.getDataLoader("products").load(e.<Rows.OrderItem>getSource().productId());
    return type.dataFetcher("product", product);
  }

  private static TypeRuntimeWiring.Builder product(TypeRuntimeWiring.Builder type) {
    DataFetcher<?> category =
        e -> {
          UUID id = e.<Rows.Product>getSource().categoryId();
          return id == null ? null : e.getDataLoader("categories").load(id);
        };
    return type.dataFetcher("category", category);
  }

  private static UUID id(String text) {
    return UUID.fromString(text);
  }

  private static <T> T first(List<T> rows) {
    return rows.isEmpty() ? null : rows.getFirst();
  }

  private Peer() {}
}
