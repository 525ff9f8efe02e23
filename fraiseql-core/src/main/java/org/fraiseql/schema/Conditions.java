package org.fraiseql.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.ReadModel.Column;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/** Makes what {@code where} and {@code orderBy} take, for documents and for relations. */
final class Conditions {

  private static final Set<String> CONNECTIVES = Set.of("_and", "_or", "_not");

  private final TypeNames names;
  private final DocumentTypes documents;
  private final Map<Draft, FilterType> filters = new LinkedHashMap<>();
  private final Map<Draft, OrderType> orders = new LinkedHashMap<>();
  private final Map<PgType, Map<String, Operator>> operators = new HashMap<>();
  private final Map<String, FilterType> filtersByName = new LinkedHashMap<>();
  private final Map<String, OrderType> ordersByName = new LinkedHashMap<>();

  Conditions(TypeNames names, DocumentTypes documents) {
    this.names = names;
    this.documents = documents;
  }

  /** All levels of {@code where} that have an input type, by its name. */
  Map<String, FilterType> filters() {
    return filtersByName;
  }

  /** All levels of {@code orderBy} that have an input type, by its name. */
  Map<String, OrderType> orders() {
    return ordersByName;
  }

  FilterType filter(Draft draft) {
    FilterType known = filters.get(draft);
    if (known != null) {
      return known;
    }
    Map<String, FilterType.Entry> entries = new LinkedHashMap<>();
    draft
        .fields()
        .forEach(
            (name, field) -> {
              FilterType.Entry entry =
                  CONNECTIVES.contains(name) ? null : filterEntry(draft, field);
              if (entry != null) {
                entries.put(name, entry);
              }
            });
    String name = names.claimNumbered(draft.name + "Filter", draft.place);
    FilterType made = new FilterType(name, Collections.unmodifiableMap(entries));
    filters.put(draft, made);
    filtersByName.put(name, made);
    return made;
  }

  private FilterType.@Nullable Entry filterEntry(Draft draft, Field field) {
    Draft child = draft.children.get(field.key());
    return switch (field.slot().shape()) {
      case ScalarShape(PgType type) ->
          new FilterType.Entry.Leaf(field.key(), false, type, operators(type));
      case ObjectShape _ when child != null && !filter(child).fields().isEmpty() ->
          new FilterType.Entry.Nested(field.key(), filter(child));
      case ListShape(Slot(ObjectShape _, boolean _))
          when child != null && !filter(child).fields().isEmpty() ->
          new FilterType.Entry.Items(field.key(), filter(child));
      case ObjectShape _, ListShape _, OpaqueShape _ -> null;
    };
  }

  OrderType order(Draft draft) {
    OrderType known = orders.get(draft);
    if (known != null) {
      return known;
    }
    Map<String, OrderType.Entry> entries = new LinkedHashMap<>();
    draft
        .fields()
        .forEach(
            (name, field) -> {
              Draft child = draft.children.get(field.key());
              switch (field.slot().shape()) {
                case ScalarShape(PgType type) when Operators.family(type).sortable() ->
                    entries.put(name, new OrderType.Entry.Leaf(field.key(), false, type));
                case ObjectShape _ when child != null && !order(child).fields().isEmpty() ->
                    entries.put(name, new OrderType.Entry.Nested(field.key(), order(child)));
                case ScalarShape _, ObjectShape _, ListShape _, OpaqueShape _ -> {}
              }
            });
    String name = names.claimNumbered(draft.name + "OrderBy", draft.place);
    OrderType made = new OrderType(name, Collections.unmodifiableMap(entries));
    orders.put(draft, made);
    ordersByName.put(name, made);
    return made;
  }

  /** What a relation's root fields take: the document's and the relation's own columns. */
  FilterType rowFilter(ReadModel model, FilterType document, String typeName) {
    Map<String, FilterType.Entry> entries = new LinkedHashMap<>(document.fields());
    boolean more = false;
    for (Map.Entry<String, Column> entry : columns(model).entrySet()) {
      Column column = entry.getValue();
      FilterType.Entry there = entries.get(entry.getKey());
      if (CONNECTIVES.contains(entry.getKey())
          || (there != null && !replaces(model, column, there))) {
        continue;
      }
      more |= there == null;
      entries.put(
          entry.getKey(),
          new FilterType.Entry.Leaf(column.name(), true, column.type(), operators(column.type())));
    }
    String name =
        more || document.fields().isEmpty()
            ? names.claimNumbered(typeName + "RowFilter", model.name().toString())
            : document.name();
    FilterType made = new FilterType(name, Collections.unmodifiableMap(entries));
    filtersByName.putIfAbsent(name, made);
    return made;
  }

  /** As {@link #rowFilter}, for {@code orderBy}. */
  OrderType rowOrder(ReadModel model, OrderType document, String typeName) {
    Map<String, OrderType.Entry> entries = new LinkedHashMap<>(document.fields());
    boolean more = false;
    for (Map.Entry<String, Column> entry : columns(model).entrySet()) {
      Column column = entry.getValue();
      OrderType.Entry there = entries.get(entry.getKey());
      boolean stands = there != null && !replaces(model, column, there);
      if (stands || !Operators.family(column.type()).sortable()) {
        continue;
      }
      more |= there == null;
      entries.put(entry.getKey(), new OrderType.Entry.Leaf(column.name(), true, column.type()));
    }
    String name =
        more || document.fields().isEmpty()
            ? names.claimNumbered(typeName + "RowOrderBy", model.name().toString())
            : document.name();
    OrderType made = new OrderType(name, Collections.unmodifiableMap(entries));
    ordersByName.putIfAbsent(name, made);
    return made;
  }

  /** A stored document's keys have no index; the column beside it may have one. */
  private static boolean replaces(ReadModel model, Column column, FilterType.Entry there) {
    return there instanceof FilterType.Entry.Leaf leaf && replaces(model, column, leaf.type());
  }

  private static boolean replaces(ReadModel model, Column column, OrderType.Entry there) {
    return there instanceof OrderType.Entry.Leaf leaf && replaces(model, column, leaf.type());
  }

  private static boolean replaces(ReadModel model, Column column, PgType leaf) {
    return model.kind() != ReadModel.Kind.VIEW
        && LeafTypes.identity(column.type()).equals(LeafTypes.identity(leaf))
        && Operators.family(column.type()) == Operators.family(leaf);
  }

  private Map<String, Column> columns(ReadModel model) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Column column : model.columns()) {
      String name = Names.field(column.name());
      String place = model.name() + "." + column.name();
      if (name != null
          && !column.name().equals("data")
          && !documents.comment(column.comment(), place).omitted()) {
        columns.putIfAbsent(name, column);
      }
    }
    return columns;
  }

  private Map<String, Operator> operators(PgType type) {
    return operators.computeIfAbsent(type, Operators::of);
  }
}
