package org.fraiseql;

import java.time.Instant;
import org.fraiseql.example.shop.Seed;
import org.fraiseql.example.shop.ShopData;
import org.fraiseql.example.shop.ShopModel;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Assumptions;

/**
 * The shop in a database of its own, copied from a template that is filled once per JVM: cheap
 * enough for every test. The data is the same in every run.
 */
public final class ShopDatabase {

  /** When the history of the shop ends. */
  public static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");

  private static final int CUSTOMERS = 60;

  private ShopDatabase() {}

  /** 60 customers, 50 products, 300 orders, 900 order lines. */
  public static TestDatabase create() {
    return create(CUSTOMERS);
  }

  /** So many customers, with 5 orders each. */
  public static TestDatabase create(int customers) {
    return create(Seed.of(customers).withBase(BASE));
  }

  /** Any seed. On a PostgreSQL that is too old for the shop, the test is skipped. */
  public static TestDatabase create(Seed seed) {
    Assumptions.assumeTrue(TestPostgres.shared().majorVersion() >= 15, "PostgreSQL 15");
    return TestPostgres.shared()
        .fromTemplate(
            "shop " + seed,
            connection -> {
              ShopModel.install(connection);
              ShopData.load(connection, seed, _ -> {});
            });
  }
}
