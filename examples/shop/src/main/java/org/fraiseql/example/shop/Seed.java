package org.fraiseql.example.shop;

import java.time.Instant;

/**
 * How much data the shop gets, and of which time. The same seed gives the same rows.
 *
 * @param customers each with 5 orders of 3 lines
 * @param base the time of the newest order, or shortly after
 * @param events whether the store of domain events gets one event for each order
 * @throws IllegalArgumentException if a number is below 1
 */
public record Seed(int customers, int products, int tenants, Instant base, boolean events) {

  public Seed {
    if (customers < 1 || products < 1 || tenants < 1) {
      throw new IllegalArgumentException(
          "The shop needs at least one customer, one product and one tenant");
    }
  }

  /** A history that ends now, products and tenants in proportion to the customers, no events. */
  public static Seed of(int customers) {
    return new Seed(
        customers, Math.max(50, customers / 2), Math.max(2, customers / 100), Instant.now(), false);
  }

  public Seed withBase(Instant time) {
    return new Seed(customers, products, tenants, time, events);
  }

  public Seed withProducts(int number) {
    return new Seed(customers, number, tenants, base, events);
  }

  public Seed withTenants(int number) {
    return new Seed(customers, products, number, base, events);
  }

  public Seed withEvents(boolean wanted) {
    return new Seed(customers, products, tenants, base, wanted);
  }
}
