package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fraiseql.Engine;
import org.fraiseql.api.Field;
import org.fraiseql.api.Query;
import org.fraiseql.declaration.JavaJson;
import org.fraiseql.repository.Session;
import org.fraiseql.resolver.Cafe.Guest;
import org.fraiseql.resolver.Cafe.Line;
import org.fraiseql.resolver.Cafe.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random documents with and without Java's fields: what PostgreSQL answers is the same, byte by
 * byte, and what Java computes from a field is that field.
 */
class RandomMixedTest {

  private static final int DOCUMENTS = 150;

  static final class Api {
    @Field(on = Order.class)
    List<Integer> numberAgain(List<Order> orders) {
      return orders.stream().map(Order::number).toList();
    }

    @Field(on = Guest.class)
    @Nullable String nameAgain(Guest guest, Session session) {
      return session.findById(Guest.class, guest.id()).map(Guest::name).orElse(null);
    }

    @Field(on = Line.class)
    Map<Line, java.math.BigDecimal> priceAgain(List<Line> lines) {
      Map<Line, java.math.BigDecimal> prices = new java.util.HashMap<>();
      lines.forEach(line -> prices.put(line, line.price()));
      return prices;
    }

    @Query
    int seven() {
      return 7;
    }
  }

  /** A document in two forms. */
  private static final class Documents {
    private final SplittableRandom random;
    private int aliases;

    Documents(long seed) {
      this.random = new SplittableRandom(seed);
    }

    private record Both(String plain, String mixed) {
      Both in(String before, String after) {
        return new Both(before + plain + after, before + mixed + after);
      }
    }

    private boolean chance(int of) {
      return random.nextInt(of) == 0;
    }

    Both document() {
      List<Both> roots = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        roots.add(root());
      }
      return joined(roots, chance(3) ? "x_%d: seven m_%d: __typename" : "").in("{ ", " }");
    }

    private Both root() {
      String alias = "r" + aliases++ + ": ";
      int rows = random.nextInt(6);
      String sort = chance(2) ? "ASC" : "DESC";
      return switch (random.nextInt(3)) {
        case 0 ->
            selection("Order", 3)
                .in(alias + "orders(limit: " + rows + ", orderBy: {number: " + sort + "}) ", "");
        case 1 ->
            selection("Guest", 1)
                .in(alias + "guests(limit: " + rows + ", orderBy: {name: " + sort + "}) ", "");
        default ->
            selection("Order", 3)
                .in(
                    alias
                        + "ordersConnection(first: "
                        + rows
                        + ") { totalCount edges { cursor node ",
                    " } }");
      };
    }

    private Both selection(String type, int depth) {
      List<Both> fields = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        fields.add(field(type, depth));
      }
      String again =
          switch (type) {
            case "Order" -> "x_%d: numberAgain m_%d: number";
            case "Guest" -> "x_%d: nameAgain m_%d: name";
            default -> "x_%d: priceAgain m_%d: price";
          };
      Both all = joined(fields, chance(3) ? "" : again);
      return chance(3) ? all.in("{ ... on " + type + " { ", " } }") : all.in("{ ", " }");
    }

    /** With the addition in a random place of the second form. */
    private Both joined(List<Both> fields, String addition) {
      List<String> plain = new ArrayList<>();
      List<String> mixed = new ArrayList<>();
      fields.forEach(field -> plain.add(field.plain));
      fields.forEach(field -> mixed.add(field.mixed));
      if (!addition.isEmpty()) {
        int number = aliases++;
        mixed.add(random.nextInt(mixed.size() + 1), addition.formatted(number, number));
      }
      return new Both(String.join(" ", plain), String.join(" ", mixed));
    }

    private Both field(String type, int depth) {
      String alias = chance(2) ? "a" + aliases++ + ": " : "";
      if (type.equals("Order") && depth > 0 && chance(2)) {
        return chance(2)
            ? selection("Guest", depth - 1).in("g" + aliases++ + ": guest ", "")
            : selection("Line", depth - 1)
                .in("l" + aliases++ + ": lines(limit: " + random.nextInt(4) + ") ", "");
      }
      List<String> leaves =
          switch (type) {
            case "Order" -> List.of("id", "number", "placedAt", "__typename");
            case "Guest" -> List.of("id", "name", "email", "__typename");
            default -> List.of("id", "drink", "cups", "price", "__typename");
          };
      String leaf = alias + leaves.get(random.nextInt(leaves.size()));
      return new Both(leaf, leaf);
    }
  }

  @Test
  void whatPostgresqlAnswersIsTheSameWithJavasFieldsBetween() {
    try (Engine cafe = Cafe.open(Cafe.limit(java.time.Duration.ofMinutes(2)), new Api())) {
      long seed = 20_260_101;
      int compared = 0;
      for (int i = 0; i < DOCUMENTS; i++) {
        Documents.Both document = new Documents(seed + i).document();
        String plain = cafe.text(document.plain, Map.of());
        JsonNode mixed = JavaJson.tree(cafe.text(document.mixed, Map.of()));
        compared += withoutAdditions(mixed, document.mixed);
        assertThat(JavaJson.text(mixed))
            .as("seed %d: %s", seed + i, document.mixed)
            .isEqualTo(JavaJson.text(JavaJson.tree(plain)));
      }
      assertThat(compared).isGreaterThan(DOCUMENTS);
    }
  }

  /** Takes the additions out, and tells how many there were. */
  private static int withoutAdditions(JsonNode node, String document) {
    int found = 0;
    for (JsonNode child : node) {
      found += withoutAdditions(child, document);
    }
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(names(object))) {
        if (key.startsWith("x_")) {
          JsonNode computed = object.remove(key);
          JsonNode original = object.remove("m_" + key.substring(2));
          if (!original.asText().equals("Query")) {
            assertThat(computed).as(document).isEqualTo(original);
          }
          found++;
        }
      }
    }
    return found;
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
