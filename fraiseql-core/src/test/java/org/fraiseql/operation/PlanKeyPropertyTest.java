package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.fraiseql.sql.Binding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random variables: what the plan key says of them against the operations that they lead to. */
class PlanKeyPropertyTest {

  private static final String DOCUMENT =
      """
      query($where: ProductFilter, $ids: [UUID!]!, $status: OrderStatus, $items: ItemsFilter,
          $order: [ProductOrder!], $n: Int, $offset: Int, $more: Boolean!, $name: String) {
        products(where: {_and: [{id: {in: $ids}}, {_not: {name: {eq: $name, in: ["a", "b"]}}}]},
            orderBy: $order, limit: $n, offset: $offset) { id name @include(if: $more) }
        filtered: products(where: $where) { id }
        orders(where: {status: {eq: $status}, items: $items}) { id ... @skip(if: $more) { total } }
      }
      """;

  private final SplittableRandom random = new SplittableRandom(20_261_124);

  @Test
  void equalKeysMeanEqualOperationsAndDifferentKeysDifferentOnes() {
    Prepared prepared = ShopSchema.documents().parse(DOCUMENT).operation(null);
    Map<Object, Operation> byKey = new HashMap<>();
    Map<Operation, Object> byOperation = new HashMap<>();
    int repeated = 0;
    for (int i = 0; i < 3_000; i++) {
      Variables variables = prepared.variables(variables());
      Object key = prepared.planKey(variables);
      Operation operation = prepared.resolve(variables);
      Operation before = byKey.putIfAbsent(key, operation);
      if (before != null) {
        repeated++;
        assertThat(operation).isEqualTo(before);
      }
      bindings(operation.selections()).forEach(variables::bound);
      byOperation.putIfAbsent(operation, key);
    }
    assertThat(repeated).isGreaterThan(100);
    // A key may be finer than needed only where null or a default leads to the same operation.
    assertThat(byOperation.size()).isGreaterThan(byKey.size() / 4);
  }

  private Map<String, @Nullable Object> variables() {
    Map<String, @Nullable Object> raw = new HashMap<>();
    raw.put("ids", List.of(uuid(), uuid()).subList(0, random.nextInt(3)));
    raw.put("more", random.nextBoolean());
    maybe(raw, "where", random.nextInt(3) == 0 ? filter(0) : null);
    maybe(raw, "status", random.nextBoolean() ? "shipped" : "pending");
    maybe(raw, "n", random.nextInt(1, 3));
    maybe(raw, "offset", random.nextInt(100));
    maybe(raw, "name", "n" + random.nextInt());
    maybe(raw, "order", Map.of(random.nextBoolean() ? "name" : "price", "desc"));
    return raw;
  }

  private void maybe(Map<String, @Nullable Object> raw, String name, @Nullable Object value) {
    switch (random.nextInt(5)) {
      case 0 -> {}
      case 1 -> raw.put(name, null);
      default -> raw.put(name, value);
    }
  }

  private Map<String, @Nullable Object> filter(int level) {
    Map<String, @Nullable Object> filter = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      Map<String, @Nullable Object> name = new HashMap<>();
      maybe(name, "eq", "x" + random.nextInt());
      maybe(name, "isNull", random.nextBoolean());
      filter.put("name", name);
    }
    if (random.nextBoolean()) {
      filter.put("available", Map.of("in", List.of(random.nextBoolean())));
    }
    if (level < 2 && random.nextBoolean()) {
      filter.put("_or", List.of(filter(level + 1), filter(level + 1)));
    }
    return filter;
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static Set<Binding> bindings(List<Selection> selections) {
    Set<Binding> found = new HashSet<>();
    List<Value> open = new ArrayList<>();
    selections.forEach(selection -> open.addAll(selection.arguments().values()));
    while (!open.isEmpty()) {
      switch (open.removeLast()) {
        case Value.Scalar scalar -> found.add(scalar.binding());
        case Value.Scalars scalars -> found.add(scalars.binding());
        case Value.ListOf list -> open.addAll(list.items());
        case Value.Input input -> open.addAll(input.fields().values());
        case Value.Whole whole -> throw new AssertionError("an argument of a command: " + whole);
        case Value.Null _, Value.Flag _, Value.EnumName _, Value.Count _ -> {}
      }
    }
    return found;
  }
}
