package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.Relation;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in the columns of a query: the shape of documents, the type and nullability of
 * everything else.
 *
 * <p>Null is ruled out only where that is proven: by NOT NULL of a table's column that no outer
 * join can make null, by COALESCE with such a value, by an aggregate over a group (which has a
 * row), by functions that are null only when an argument is. A scalar sub-select can be null unless
 * it aggregates without GROUP BY, which always yields a row.
 */
final class ShapeReader {

  /** Where the columns of other relations are looked up. */
  interface Columns {
    /** What stands in a relation's column, or null if it has no such column. */
    @Nullable Slot slot(RelationName relation, String column);
  }

  private final Catalog catalog;
  private final Columns columns;
  private final Types types;
  private final Nullability nullability;

  ShapeReader(Catalog catalog, Columns columns, Types types) {
    this.catalog = catalog;
    this.columns = columns;
    this.types = types;
    this.nullability = new Nullability(this);
  }

  /** What stands in a result column of a query. */
  Slot column(Query query, String column, List<String> aliases, @Nullable Scope outer) {
    int index = Scope.indexOf(query, column, aliases);
    if (index < 0) {
      throw new NotUnderstood(
          Scope.firstSelect(query) == null
              ? "a column of VALUES or of a set operation with a WITH clause"
              : "the column " + column);
    }
    return item(query, index, outer);
  }

  private Slot item(Query query, int index, @Nullable Scope outer) {
    return switch (query) {
      case Query.Select select when index < select.items().size() ->
          slot(select.items().get(index).expr(), new Scope(outer, select), false);
      case Query.UnionAll union -> {
        Scope around = union.with().isEmpty() ? outer : Scope.of(outer, union);
        yield branches(union.branches(), index, around);
      }
      case Query.Other other when !other.branches().isEmpty() ->
          branches(other.branches(), index, outer);
      case Query.Select _, Query.Other _ ->
          throw new NotUnderstood("a query that is not a plain SELECT");
    };
  }

  /** Of EXCEPT only rows of the first branch come out, but this is true of them too. */
  private Slot branches(List<Query> branches, int index, @Nullable Scope outer) {
    Slot slot = item(branches.getFirst(), index, outer);
    for (Query branch : branches.subList(1, branches.size())) {
      Slot next = item(branch, index, outer);
      slot = Shapes.unify(slot, next, slot.nullable() || next.nullable());
    }
    return slot;
  }

  /** What an expression yields. */
  Slot slot(Expr expr, Scope scope, boolean aggregated) {
    return switch (expr) {
      case Expr.Column column -> column(column, scope, aggregated);
      case Expr.WholeRow row -> row(row, scope);
      case Expr.Constant constant ->
          constant.isNull() ? Shapes.NULL : scalar(expr, scope, aggregated);
      case Expr.Cast cast -> cast(cast, scope, aggregated);
      case Expr.Call call -> call(call, scope, aggregated);
      case Expr.Coalesce coalesce -> coalesce(coalesce, scope, aggregated);
      case Expr.Case choice -> choice(choice, scope, aggregated);
      case Expr.SubQuery sub -> subQuery(sub, scope);
      case Expr.Word _, Expr.Compound _ -> scalar(expr, scope, aggregated);
    };
  }

  private Slot scalar(Expr expr, Scope scope, boolean aggregated) {
    PgType type = types.of(expr, scope, aggregated);
    if (type.storesJson()) {
      // JSON that is not null in SQL can still be the null of JSON.
      return new Slot(new OpaqueShape("it is composed by " + shortened(expr)), true);
    }
    return new Slot(new ScalarShape(type), nullability.nullable(expr, scope, aggregated));
  }

  /** A column of which only the type is known. */
  private Slot typed(Expr.Column column, Scope scope, boolean aggregated) {
    PgType type = types.of(column, scope, aggregated);
    boolean json = type.storesJson();
    Shape shape =
        json ? new OpaqueShape("it is composed by " + shortened(column)) : new ScalarShape(type);
    return new Slot(shape, true);
  }

  /** What stands in the column of a query, or its type alone where that is not understood. */
  private Slot orTyped(Supplier<Slot> read, Expr.Column column, Scope scope, boolean aggregated) {
    try {
      return read.get();
    } catch (NotUnderstood e) {
      return typed(column, scope, aggregated);
    }
  }

  /** Whether a cast of the value can make null of something else: of the null of JSON. */
  boolean isJson(Expr expr, Scope scope, boolean aggregated) {
    if (expr instanceof Expr.Constant) {
      return false;
    }
    PgType type = types.of(expr, scope, aggregated);
    return type.storesJson();
  }

  private static String shortened(Expr expr) {
    String text = PlainText.of(expr).replace("\"", "");
    return text.length() <= 60 ? text : text.substring(0, 57) + "…";
  }

  private Slot column(Expr.Column column, Scope scope, boolean aggregated) {
    Scope.Found found = scope.find(column);
    if (found == null) {
      // The merged column of FULL JOIN … USING has no source.
      return typed(column, scope, aggregated);
    }
    Slot slot =
        switch (found.source().from()) {
          case From.Table table -> relationColumn(table, column.name());
          case From.Derived derived ->
              orTyped(
                  () -> column(derived.query(), column.name(), derived.columns(), found.scope()),
                  column,
                  scope,
                  aggregated);
          case From.CteReference reference ->
              orTyped(
                  () -> cteColumn(reference, column.name(), found.scope()),
                  column,
                  scope,
                  aggregated);
          case From.Opaque _, From.Join _ -> typed(column, scope, aggregated);
        };
    // Grouping sets leave out columns, which are null then.
    boolean perhapsLeftOut =
        !aggregated && found.scope() == scope && Scope.groupsInSets(scope.select);
    return found.source().nulled() || perhapsLeftOut ? new Slot(slot.shape(), true) : slot;
  }

  private Slot cteColumn(From.CteReference reference, String column, Scope scope) {
    Scope.VisibleCte visible = scope.cte(reference.name());
    if (visible == null || visible.scope().select.recursive()) {
      throw new NotUnderstood("the recursive query " + reference.name());
    }
    List<String> aliases =
        reference.columns().isEmpty() ? visible.cte().columns() : reference.columns();
    return column(visible.cte().query(), column, aliases, visible.scope());
  }

  private Slot relationColumn(From.Table table, String column) {
    Relation relation = catalog.relation(table.relation()).orElse(null);
    int index = table.columns().indexOf(column);
    String name = relation != null && index >= 0 ? relation.columns().get(index).name() : column;
    Slot slot = columns.slot(table.relation(), name);
    if (slot == null) {
      throw new NotUnderstood("the column " + table.relation() + "." + column);
    }
    return slot;
  }

  /** A whole row becomes an object with its columns as keys. */
  private Slot row(Expr.WholeRow row, Scope scope) {
    Scope.Found found = scope.find(row.source());
    if (found == null) {
      throw new NotUnderstood("the row " + row.source());
    }
    List<Field> fields = new ArrayList<>();
    for (String name : Sources.columns(found, catalog)) {
      fields.add(new Field(name, column(new Expr.Column(row.source(), name), scope, false), null));
    }
    return new Slot(new ObjectShape(null, null, fields), found.source().nulled());
  }

  private Slot cast(Expr.Cast cast, Scope scope, boolean aggregated) {
    if (!cast.toJson()) {
      boolean alwaysNull = cast.operand() instanceof Expr.Constant constant && constant.isNull();
      Slot typed = scalar(cast, scope, aggregated);
      return alwaysNull && cast.type().equals("\"unknown\"") ? Shapes.NULL : typed;
    }
    if (cast.operand() instanceof Expr.Constant constant && constant.string() != null) {
      return switch (constant.string().strip()) {
        case "[]" -> Shapes.EMPTY_LIST;
        case "{}" -> new Slot(new ObjectShape(null, null, List.of()), false);
        case "null" -> Shapes.NULL;
        default -> new Slot(new OpaqueShape("it is a constant"), false);
      };
    }
    if (cast.operand() instanceof Expr.Constant constant && constant.isNull()) {
      return Shapes.NULL;
    }
    return slot(cast.operand(), scope, aggregated);
  }

  private Slot call(Expr.Call call, Scope scope, boolean aggregated) {
    if (Functions.buildsObject(call)) {
      return object(call, scope, aggregated);
    }
    if (Functions.aggregatesJson(call)) {
      boolean sure = Scope.groupsHaveRows(scope.select) && call.filter() == null;
      return new Slot(new ListShape(slot(call.arguments().getFirst(), scope, true)), !sure);
    }
    if (Functions.convertsToJson(call)) {
      return slot(call.arguments().getFirst(), scope, aggregated);
    }
    if (Functions.buildsArray(call)) {
      Slot element = Shapes.EMPTY_LIST;
      for (Expr argument : call.arguments()) {
        Slot next = slot(argument, scope, aggregated);
        element =
            element == Shapes.EMPTY_LIST
                ? next
                : Shapes.unify(element, next, element.nullable() || next.nullable());
      }
      return call.arguments().isEmpty() ? element : new Slot(new ListShape(element), false);
    }
    return scalar(call, scope, aggregated);
  }

  private Slot object(Expr.Call call, Scope scope, boolean aggregated) {
    List<Expr> arguments = call.arguments();
    String typeName = null;
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      String key = Objects.key(arguments.get(i));
      if (key == null) {
        return new Slot(new OpaqueShape("a key of its object is computed"), false);
      }
      Expr value = arguments.get(i + 1);
      if (key.equals("__typename")) {
        typeName = Objects.key(value);
      } else if (fields.stream().anyMatch(f -> f.key().equals(key))) {
        return new Slot(new OpaqueShape("it has the key '" + key + "' twice"), false);
      } else {
        fields.add(new Field(key, understood(value, scope, aggregated), description(value, scope)));
      }
    }
    return new Slot(new ObjectShape(typeName, null, fields), false);
  }

  /** One value that is not understood makes that place opaque, not the document around it. */
  private Slot understood(Expr value, Scope scope, boolean aggregated) {
    try {
      return slot(value, scope, aggregated);
    } catch (NotUnderstood e) {
      return new Slot(new OpaqueShape("it needs " + e.reason()), true);
    }
  }

  private @Nullable String description(Expr value, Scope scope) {
    if (value instanceof Expr.Column column
        && scope.find(column) instanceof Scope.Found found
        && found.source().from() instanceof From.Table table) {
      return catalog
          .relation(table.relation())
          .flatMap(relation -> relation.column(column.name()))
          .flatMap(c -> Optional.ofNullable(c.comment()))
          .orElse(null);
    }
    return null;
  }

  private Slot coalesce(Expr.Coalesce coalesce, Scope scope, boolean aggregated) {
    Slot result = null;
    boolean nullable = true;
    for (Expr argument : coalesce.arguments()) {
      Slot next = slot(argument, scope, aggregated);
      nullable &= next.nullable();
      result = result == null ? next : Shapes.unify(result, next, nullable);
    }
    return scalarOrNull(result, nullable, coalesce, scope, aggregated);
  }

  private Slot choice(Expr.Case choice, Scope scope, boolean aggregated) {
    Slot result = null;
    boolean nullable = choice.otherwise() == null;
    List<Expr> results =
        new ArrayList<>(choice.branches().stream().map(Expr.Case.When::result).toList());
    if (choice.otherwise() != null) {
      results.add(choice.otherwise());
    }
    for (Expr branch : results) {
      Slot next = slot(branch, scope, aggregated);
      nullable |= next.nullable();
      result = result == null ? next : Shapes.unify(result, next, nullable);
    }
    return scalarOrNull(result, nullable, choice, scope, aggregated);
  }

  /** For plain values PostgreSQL says what the branches' common type is. */
  private Slot scalarOrNull(
      @Nullable Slot slot, boolean nullable, Expr expr, Scope scope, boolean aggregated) {
    if (slot == null || slot.equals(Shapes.NULL) || slot.shape() instanceof ScalarShape) {
      PgType type = types.of(expr, scope, aggregated);
      return type.storesJson()
          ? new Slot(slot == null ? Shapes.NULL.shape() : slot.shape(), nullable)
          : new Slot(new ScalarShape(type), nullable);
    }
    return new Slot(slot.shape(), nullable);
  }

  private Slot subQuery(Expr.SubQuery sub, Scope scope) {
    Query.Select first = Scope.firstSelect(sub.query());
    if (first == null || first.items().isEmpty()) {
      throw new NotUnderstood("a sub-query that is not a plain SELECT");
    }
    Slot slot = item(sub.query(), 0, scope);
    return Scope.alwaysOneRow(sub.query()) ? slot : new Slot(slot.shape(), true);
  }
}
