package org.fraiseql.resolver;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.fraiseql.Engine;
import org.fraiseql.Limits;
import org.fraiseql.Response;
import org.fraiseql.Settings;
import org.fraiseql.api.Label;
import org.fraiseql.api.ReadModel;
import org.fraiseql.database.Caller;
import org.fraiseql.example.shop.SqlScript;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;

/** The café of {@code cafe.sql}: 5 guests, 12 orders of 3 lines, of which two have no guest. */
final class Cafe {

  enum Drink {
    @Label("coffee")
    COFFEE,
    @Label("tea")
    TEA
  }

  @ReadModel("v_guests")
  record Guest(UUID id, String name, @Nullable String email) {}

  record Line(UUID id, Drink drink, int cups, BigDecimal price) {}

  @ReadModel("v_orders")
  record Order(
      UUID id, int number, OffsetDateTime placedAt, @Nullable Guest guest, List<Line> lines) {}

  private Cafe() {}

  static TestDatabase database() {
    return TestPostgres.shared()
        .fromTemplate("cafe", SqlScript.resource("/resolver/cafe.sql")::run);
  }

  static Engine open(Object... api) {
    return open(settings -> settings, api);
  }

  static Engine open(UnaryOperator<Settings> more, Object... api) {
    List<Object> all = new ArrayList<>(List.of(Guest.class, Order.class));
    all.addAll(List.of(api));
    return Engine.on(database(), settings -> more.apply(settings.withApi(all)));
  }

  static UnaryOperator<Settings> limit(Duration resolver) {
    return settings ->
        settings.withLimits(
            new Limits(
                5_000, 12, 100, 500_000, 1_000, 100, 32 << 20, Duration.ofSeconds(30), resolver));
  }

  static String id(String name) {
    return java.util.HexFormat.of()
        .formatHex(md5(name))
        .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
  }

  private static byte[] md5(String name) {
    try {
      return java.security.MessageDigest.getInstance("MD5")
          .digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  /** What the client gets to see: data, and of each failure path, code and message. */
  static String shown(Engine engine, String query) {
    return shown(engine.execute(query, java.util.Map.of(), Caller.NOBODY));
  }

  static String shown(Response response) {
    return switch (response) {
      case Response.Data data -> data.body().toString();
      case Response.Partial partial -> {
        StringBuilder text = new StringBuilder(partial.data().toString());
        partial
            .failures()
            .forEach(
                f ->
                    text.append('\n')
                        .append(f.path())
                        .append(' ')
                        .append(f.problem().code())
                        .append(' ')
                        .append(f.problem().message().replaceFirst("[0-9a-f]{8}$", "…")));
        yield text.toString();
      }
      case Response.Refused refused -> "refused: " + refused.problems();
      case Response.Failed failed -> "failed: " + failed.problems();
    };
  }
}
