package org.fraiseql.operation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random inputs of {@code createOrder}, with what a command should get of each. */
final class InputSamples {

  /** A value where a value of the type can stand. */
  sealed interface Sample {

    /** As GraphQL spells it. */
    String type();

    /** {@code literal} is the document's spelling, {@code raw} is from JSON. */
    record Leaf(String type, String literal, @Nullable Object raw, @Nullable Object expected)
        implements Sample {}

    record Items(String type, List<Sample> items) implements Sample {}

    /** {@code defaults} are the fields that are not given but have a default. */
    record Fields(String type, Map<String, Sample> fields, Map<String, Object> defaults)
        implements Sample {}
  }

  private static final List<String> TEXTS = List.of("", "a", "\\\"", "é😀", "$v0", "null", "{\\n}");

  private final SplittableRandom random;

  InputSamples(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static @Nullable Object raw(Sample sample) {
    return switch (sample) {
      case Sample.Leaf leaf -> leaf.raw();
      case Sample.Items list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(raw(item)));
        yield items;
      }
      case Sample.Fields object -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.fields().forEach((name, field) -> fields.put(name, raw(field)));
        yield fields;
      }
    };
  }

  static @Nullable Object expected(Sample sample) {
    return switch (sample) {
      case Sample.Leaf leaf -> leaf.expected();
      case Sample.Items list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.items().forEach(item -> items.add(expected(item)));
        yield items;
      }
      case Sample.Fields object -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(object.defaults());
        object.fields().forEach((name, field) -> fields.put(name, expected(field)));
        yield fields;
      }
    };
  }

  /** Writes samples as literals, some parts of them as variables. */
  final class Writer {

    final Map<String, String> types = new LinkedHashMap<>();
    final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final int percent;

    Writer(int percent) {
      this.percent = percent;
    }

    String written(Sample sample) {
      if (random.nextInt(100) < percent) {
        return variable(sample.type(), true, raw(sample));
      }
      return switch (sample) {
        case Sample.Leaf leaf -> leaf.literal();
        case Sample.Items list ->
            list.items().stream().map(this::written).collect(Collectors.joining(", ", "[", "]"));
        case Sample.Fields object -> written(object);
      };
    }

    private String written(Sample.Fields object) {
      List<String> fields = new ArrayList<>();
      object.fields().forEach((name, field) -> fields.add(name + ": " + written(field)));
      boolean oneOf = object.type().startsWith("PaymentInput");
      if (object.type().startsWith("CreateOrderInput") && !object.fields().containsKey("note")) {
        absent("note", "String", fields);
      }
      if (!oneOf && object.defaults().containsKey("status")) {
        absent("status", "OrderStatus", fields);
      }
      return "{" + String.join(", ", fields) + "}";
    }

    private void absent(String field, String type, List<String> fields) {
      if (random.nextInt(100) < percent) {
        fields.add(random.nextInt(fields.size() + 1), field + ": " + variable(type, false, null));
      }
    }

    private String variable(String type, boolean given, @Nullable Object value) {
      String name = "v" + types.size();
      types.put(name, type);
      if (given) {
        values.put(name, value);
      }
      return "$" + name;
    }
  }

  Sample.Fields order() {
    Map<String, Sample> fields = new LinkedHashMap<>();
    fields.put("customerId", uuid());
    fields.put("items", list("[ItemInput!]!", this::item));
    maybe(fields, "status", "OrderStatus", () -> status("OrderStatus"));
    maybe(fields, "express", "Boolean", () -> flag("Boolean"));
    maybe(fields, "note", "String", () -> text("String"));
    maybe(fields, "priority", "Int", () -> whole("Int"));
    maybe(fields, "total", "Decimal", () -> decimal("Decimal"));
    maybe(fields, "number", "Long", () -> number("Long"));
    maybe(fields, "tags", "[String]", () -> list("[String]", () -> orNull(text("String"))));
    maybe(fields, "flags", "[Boolean]", () -> list("[Boolean]", () -> orNull(flag("Boolean"))));
    maybe(fields, "grid", "[[Int]]", () -> list("[[Int]]", this::row));
    maybe(fields, "address", "AddressInput", this::address);
    maybe(fields, "payment", "PaymentInput", this::payment);
    maybe(fields, "details", "JSON", this::json);
    return object("CreateOrderInput!", fields, Map.of("priority", "3"));
  }

  private static Sample.Fields object(
      String type, Map<String, Sample> fields, Map<String, Object> initial) {
    Map<String, Object> defaults = new LinkedHashMap<>(initial);
    defaults.keySet().removeAll(fields.keySet());
    return new Sample.Fields(type, fields, defaults);
  }

  private void maybe(Map<String, Sample> fields, String name, String type, Supplier<Sample> value) {
    switch (random.nextInt(4)) {
      case 0 -> {}
      case 1 -> fields.put(name, new Sample.Leaf(type, "null", null, null));
      default -> fields.put(name, value.get());
    }
  }

  private Sample orNull(Sample value) {
    return random.nextInt(4) == 0 ? new Sample.Leaf(value.type(), "null", null, null) : value;
  }

  private Sample list(String type, Supplier<Sample> item) {
    List<Sample> items = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      items.add(item.get());
    }
    return new Sample.Items(type, items);
  }

  private Sample row() {
    return orNull(list("[Int]", () -> orNull(whole("Int"))));
  }

  private Sample item() {
    Map<String, Sample> fields = new LinkedHashMap<>();
    fields.put("sku", text("String!"));
    if (random.nextBoolean()) {
      fields.put("quantity", whole("Int!"));
    }
    maybe(fields, "prices", "[Decimal!]", () -> list("[Decimal!]", () -> decimal("Decimal!")));
    maybe(
        fields,
        "options",
        "[OptionInput]",
        () -> list("[OptionInput]", () -> orNull(option("OptionInput"))));
    return object("ItemInput!", fields, Map.of("quantity", "1"));
  }

  private Sample option(String type) {
    Map<String, Sample> fields = new LinkedHashMap<>();
    fields.put("name", text("String!"));
    maybe(fields, "value", "JSON", this::json);
    return object(type, fields, Map.of());
  }

  private Sample address() {
    Map<String, Sample> fields = new LinkedHashMap<>();
    maybe(fields, "street", "String", () -> text("String"));
    maybe(fields, "status", "OrderStatus", () -> status("OrderStatus"));
    maybe(fields, "option", "OptionInput", () -> option("OptionInput"));
    return object(
        "AddressInput", fields, Map.of("status", "pending", "option", Map.of("name", "none")));
  }

  /** Of its one field the type must be one that cannot be null, when it is a variable. */
  private Sample payment() {
    Sample invoice = address();
    Map<String, Sample> fields =
        random.nextBoolean()
            ? Map.of("card", text("String!"))
            : Map.of("invoice", object("AddressInput!", fields(invoice), defaults(invoice)));
    return new Sample.Fields("PaymentInput", fields, Map.of());
  }

  private static Map<String, Sample> fields(Sample sample) {
    return sample instanceof Sample.Fields object ? object.fields() : Map.of();
  }

  private static Map<String, Object> defaults(Sample sample) {
    return sample instanceof Sample.Fields object ? object.defaults() : Map.of();
  }

  private Sample uuid() {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    return new Sample.Leaf("UUID!", '"' + id + '"', id, id);
  }

  private Sample status(String type) {
    String name = random.nextBoolean() ? "pending" : "shipped";
    return new Sample.Leaf(type, name, name, name);
  }

  private Sample flag(String type) {
    boolean flag = random.nextBoolean();
    return new Sample.Leaf(type, "" + flag, flag, flag);
  }

  private Sample text(String type) {
    String escaped = TEXTS.get(random.nextInt(TEXTS.size()));
    String text = escaped.translateEscapes();
    return new Sample.Leaf(type, '"' + escaped + '"', text, text);
  }

  private Sample whole(String type) {
    int number = random.nextInt();
    return new Sample.Leaf(type, "" + number, number, "" + number);
  }

  private Sample number(String type) {
    long number = random.nextLong();
    return new Sample.Leaf(type, "" + number, number, "" + number);
  }

  private Sample decimal(String type) {
    BigDecimal number = BigDecimal.valueOf(random.nextInt(), 2);
    return new Sample.Leaf(type, number.toPlainString(), number, number.toPlainString());
  }

  private Sample json() {
    int number = random.nextInt(100);
    Map<String, @Nullable Object> raw = new LinkedHashMap<>();
    raw.put("a", List.of(number, true));
    raw.put("b", null);
    raw.put("c", "x");
    return new Sample.Leaf(
        "JSON",
        "{a: [%d, true], b: null, c: \"x\"}".formatted(number),
        raw,
        "{\"a\":[%d,true],\"b\":null,\"c\":\"x\"}".formatted(number));
  }
}
