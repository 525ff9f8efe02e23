package com.example.shop;

import java.util.Map;
import org.fraiseql.server.FraiseQLServer;
import org.fraiseql.server.http.CallerRules;

/** The program: {@code java … com.example.shop.ShopServer postgresql://user:password@host/shop}. */
final class ShopServer {

  /** Of requests that name no tenant: row-level security shows them nobody's projects. */
  private static final String NO_TENANT = "00000000-0000-0000-0000-000000000000";

  /** A proxy in front has found out whose request it is. */
  static final CallerRules CALLERS =
      new CallerRules(
          "shop_api",
          Map.of("app.tenant_id", NO_TENANT),
          true,
          Map.of("x-tenant", "app.tenant_id"));

  private ShopServer() {}

  /** The whole API on a database. */
  static FraiseQLServer at(String database) {
    return FraiseQLServer.at(database)
        .api(new OrderApi(new FlatRate()), OrderCommands.class, Stock.class, Project.class)
        .http(http -> http.withCallers(CALLERS));
  }

  static void main(String[] arguments) {
    at(arguments[0]).serve(8080);
  }
}
