package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.literal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Projection.Member;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.jspecify.annotations.Nullable;

/** Random projections, conditions and orders that fit a shape. */
final class RandomCases {

  private static final List<String> ORDERED =
      List.of(
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "text",
          "varchar",
          "uuid",
          "bool",
          "timestamptz",
          "timestamp",
          "date");
  private static final List<String> DIRECTIONS =
      List.of("", " DESC", " DESC NULLS LAST", " NULLS FIRST");

  /** A comparison, as it is written into a test. */
  record Comparison(boolean less, JsonNode operand) {

    private static final Map<String, Comparison> WRITTEN = new HashMap<>();

    static Comparison of(String sql) {
      return java.util.Objects.requireNonNull(WRITTEN.get(sql));
    }
  }

  /** A list at a path. */
  private record ListAt(List<String> path, ListShape shape) {}

  /** A scalar at a path. */
  private record LeafAt(List<String> path, PgType type) {}

  private final Random random;

  private final boolean listsHaveOrder;

  /**
   * @param listsHaveOrder whether each list is in a certain order, so that parts of it can be asked
   *     for
   */
  RandomCases(long seed, boolean listsHaveOrder) {
    this.random = new Random(seed);
    this.listsHaveOrder = listsHaveOrder;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Projection projection(Shape shape, int depth, @Nullable List<JsonNode> samples) {
    return switch (shape) {
      case ObjectShape object -> members(object, depth, samples);
      case ListShape list -> items(list, depth, samples);
      case ScalarShape scalar -> new Projection.Value(scalar.type(), names(scalar.type()));
      case OpaqueShape _ -> new Projection.Raw();
    };
  }

  private Map<String, String> names(PgType type) {
    return type.base().kind() == PgType.Kind.ENUM && chance(50)
        ? Map.of(type.base().labels().getLast(), "RENAMED")
        : Map.of();
  }

  private Projection members(ObjectShape object, int depth, @Nullable List<JsonNode> samples) {
    List<Member> members = new ArrayList<>();
    if (chance(15)) {
      members.add(new Member.Constant("__type\"name", "It's"));
    }
    for (Shape.Field field : object.fields()) {
      boolean nested = !(field.slot().shape() instanceof ScalarShape);
      if (chance(nested ? 40 - depth * 5 : 30) || object.fields().size() == 1) {
        String name = chance(30) ? field.key() + " as '\\" : field.key();
        List<JsonNode> inner = samples == null ? null : children(samples, field.key());
        Projection projection = projection(field.slot().shape(), depth + 1, inner);
        members.add(new Member.Key(name, field.key(), projection, field.slot().nullable()));
      }
    }
    return new Projection.Members(members);
  }

  private static List<JsonNode> children(List<JsonNode> samples, String key) {
    List<JsonNode> children = new ArrayList<>();
    for (JsonNode sample : samples) {
      JsonNode child = sample.get(key);
      if (child != null && !child.isNull()) {
        children.add(child);
      }
    }
    return children;
  }

  private Projection items(ListShape list, int depth, @Nullable List<JsonNode> samples) {
    List<JsonNode> elements = new ArrayList<>();
    if (samples != null) {
      samples.forEach(s -> s.forEach(elements::add));
    }
    Shape element = list.element().shape();
    Projection projection = projection(element, depth + 1, elements);
    Projection.Slice slice = null;
    if (chance(50)) {
      Predicate where =
          chance(50) && element instanceof ObjectShape
              ? predicate(element, elements, List.of(), 1)
              : null;
      List<Projection.Order> order = chance(50) ? order(element) : List.of();
      slice =
          new Projection.Slice(
              where,
              order,
              listsHaveOrder && chance(50) ? upTo(3) : -1,
              listsHaveOrder && chance(40) ? "" + upTo(3) : null);
    }
    return new Projection.Items(projection, list.element().nullable(), slice);
  }

  /** Up to two sort keys. */
  List<Projection.Order> order(Shape shape) {
    List<LeafAt> leaves = new ArrayList<>();
    leaves(shape, List.of(), leaves, new ArrayList<>());
    leaves.removeIf(l -> ORDERED.stream().noneMatch(l.type().base()::is) || l.path().isEmpty());
    List<Projection.Order> order = new ArrayList<>();
    for (int i = upTo(2); i > 0 && !leaves.isEmpty(); i--) {
      LeafAt leaf = pick(leaves);
      // Byte order, so that the order is that of any cluster.
      String collation = isText(leaf.type()) ? " COLLATE \"C\"" : "";
      order.add(new Projection.Order(leaf.path(), leaf.type(), collation + pick(DIRECTIONS)));
    }
    return order;
  }

  static boolean isText(PgType type) {
    return type.base().is("text") || type.base().is("varchar");
  }

  Predicate predicate(
      Shape shape, List<JsonNode> samples, List<ReadModel.Column> columns, int depth) {
    int kind = random.nextInt(10);
    if (depth < 3 && kind < 3) {
      List<Predicate> parts = new ArrayList<>();
      for (int i = upTo(2); i >= 0; i--) {
        parts.add(predicate(shape, samples, columns, depth + 1));
      }
      return kind == 0
          ? new Predicate.Not(parts.getFirst())
          : kind == 1 ? new Predicate.And(parts) : new Predicate.Or(parts);
    }
    List<LeafAt> leaves = new ArrayList<>();
    List<ListAt> lists = new ArrayList<>();
    leaves(shape, List.of(), leaves, lists);
    columns.forEach(c -> leaves.add(new LeafAt(List.of(Predicate.COLUMN, c.name()), c.type())));
    if (!lists.isEmpty() && (leaves.isEmpty() || chance(35))) {
      ListAt list = pick(lists);
      List<JsonNode> elements = new ArrayList<>();
      for (JsonNode sample : samples) {
        JsonNode at = DocumentOracle.at(sample, list.path());
        if (at != null) {
          at.forEach(elements::add);
        }
      }
      Predicate inner =
          list.shape().element().shape() instanceof ObjectShape element
              ? predicate(element, elements, List.of(), depth + 1)
              : new Predicate.And(List.of());
      return new Predicate.Elements(
          list.path(), pick(List.of(Predicate.Quantifier.values())), inner);
    }
    return leaves.isEmpty() ? new Predicate.And(List.of()) : test(pick(leaves), samples);
  }

  private Predicate test(LeafAt leaf, List<JsonNode> samples) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode sample : samples) {
      JsonNode value = DocumentOracle.at(sample, leaf.path());
      if (value != null && value.isValueNode()) {
        values.add(value);
      }
    }
    boolean comparable =
        leaf.type().base().kind() == PgType.Kind.ENUM
            || ORDERED.stream().anyMatch(leaf.type().base()::is);
    if (values.isEmpty() || !comparable || chance(20)) {
      return new Predicate.Test(leaf.path(), leaf.type(), "{path} IS NULL");
    }
    JsonNode operand = pick(values);
    boolean less = chance(50);
    String sql =
        "{path}"
            + (isText(leaf.type()) ? " COLLATE \"C\"" : "")
            + (less ? " < " : " = ")
            + literal(operand.asText())
            + "::"
            + leaf.type().base().sqlName();
    Comparison.WRITTEN.put(
        sql, new Comparison(less, operand.isNumber() ? operand : parsed(operand)));
    return new Predicate.Test(leaf.path(), leaf.type(), sql);
  }

  private static JsonNode parsed(JsonNode operand) {
    return operand.isBoolean() ? operand : TextNode.valueOf(operand.asText());
  }

  private static void leaves(
      Shape shape, List<String> path, List<LeafAt> leaves, List<ListAt> lists) {
    switch (shape) {
      case ScalarShape scalar -> leaves.add(new LeafAt(path, scalar.type()));
      case ListShape list -> lists.add(new ListAt(path, list));
      case ObjectShape object -> {
        for (Shape.Field field : object.fields()) {
          List<String> longer = new ArrayList<>(path);
          longer.add(field.key());
          leaves(field.slot().shape(), List.copyOf(longer), leaves, lists);
        }
      }
      case OpaqueShape _ -> {}
    }
  }
}
