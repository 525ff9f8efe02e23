package org.fraiseql.query;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Pruner;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.FilterType;
import org.fraiseql.schema.RootField;
import org.fraiseql.sql.Parameters;
import org.jspecify.annotations.Nullable;

/** A root field that is being compiled, with what its parts are compiled by. */
record Root(
    RootField field,
    Pruner pruner,
    Parameters parameters,
    ProjectionCompiler projections,
    FilterCompiler filters) {

  /** What a row is known by. */
  record Id(List<String> path, PgType type) {}

  Root(
      RootField field,
      Pruner pruner,
      Parameters parameters,
      Function<PgType, Map<String, String>> enumNames,
      Function<PgType, Map<String, String>> outputNames) {
    this(
        field,
        pruner,
        parameters,
        new ProjectionCompiler(parameters, enumNames, outputNames),
        new FilterCompiler(parameters, enumNames));
  }

  /** The read model's rows, of which nothing has been asked yet, as {@code r}. */
  RowSource rows() {
    return new RowSource(pruner, field.model().name(), "r");
  }

  @Nullable Predicate where(Selection selection) {
    Value where = given(selection, "where");
    return where == null ? null : filters.compile(where, field.filter());
  }

  List<OrderCompiler.Key> order(Selection selection) {
    Value orderBy = given(selection, "orderBy");
    return orderBy == null ? List.of() : OrderCompiler.compile(orderBy, field.order());
  }

  /** The real column if there is one, for its index; else the document's. */
  Id id() {
    FilterType.Entry entry = field.filter().fields().get("id");
    ReadModel.Column column = field.model().column("id").orElse(null);
    if (column != null
        && !(entry instanceof FilterType.Entry.Leaf leaf && !leaf.type().equals(column.type()))) {
      return new Id(List.of(Predicate.COLUMN, "id"), column.type());
    }
    if (entry instanceof FilterType.Entry.Leaf leaf) {
      return new Id(List.of(leaf.key()), leaf.type());
    }
    throw new IllegalStateException(field.name() + " has no id");
  }

  /** The type of the real column {@code id}, which every read model with a unique id has. */
  PgType idType() {
    return field.model().column("id").orElseThrow(() -> new IllegalStateException("no id")).type();
  }

  /** An argument that was given and is not null. */
  static @Nullable Value given(Selection selection, String name) {
    Value value = selection.arguments().get(name);
    return value instanceof Value.Null ? null : value;
  }
}
