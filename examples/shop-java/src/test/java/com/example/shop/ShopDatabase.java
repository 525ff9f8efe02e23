package com.example.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import org.fraiseql.example.shop.Seed;
import org.fraiseql.example.shop.ShopData;
import org.fraiseql.example.shop.ShopModel;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;

/** The shop, its data, and what the service adds: a copy of its own for each test. */
final class ShopDatabase {

  private ShopDatabase() {}

  static TestDatabase create() {
    return TestPostgres.shared()
        .fromTemplate(
            "shop-java",
            connection -> {
              ShopModel.install(connection);
              ShopData.load(
                  connection, Seed.of(40).withBase(Instant.parse("2026-01-01T00:00:00Z")), _ -> {});
              fulfilment(connection);
            });
  }

  private static void fulfilment(Connection connection) throws SQLException {
    try (InputStream script =
            Objects.requireNonNull(
                ShopDatabase.class.getResourceAsStream("/shop-java/fulfilment.sql"));
        Statement statement = connection.createStatement()) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
