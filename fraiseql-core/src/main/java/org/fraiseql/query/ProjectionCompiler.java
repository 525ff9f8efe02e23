package org.fraiseql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Projection;
import org.fraiseql.definition.Projection.Member;
import org.fraiseql.definition.Shape;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.ObjectType;
import org.fraiseql.schema.RootField;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Parameters;
import org.jspecify.annotations.Nullable;

/** A selection of fields to the part of the document that it asks for. */
final class ProjectionCompiler {

  private final Parameters parameters;
  private final Function<PgType, Map<String, String>> outputNames;
  private final FilterCompiler filters;

  /**
   * @param enumNames the names of labels in conditions
   * @param outputNames the names of labels in what is read
   */
  ProjectionCompiler(
      Parameters parameters,
      Function<PgType, Map<String, String>> enumNames,
      Function<PgType, Map<String, String>> outputNames) {
    this.parameters = parameters;
    this.outputNames = outputNames;
    this.filters = new FilterCompiler(parameters, enumNames);
  }

  /** A whole document; one that is not understood is given as it is. */
  Projection document(List<Selection> selections, RootField field) {
    return field.model().document() instanceof Shape.ObjectShape
        ? members(selections, field.type())
        : new Projection.Raw();
  }

  Projection.Members members(List<Selection> selections, ObjectType type) {
    List<Member> members = new ArrayList<>();
    for (Selection selection : selections) {
      if (selection.name().equals("__typename")) {
        members.add(new Member.Constant(selection.responseKey(), type.name()));
      } else {
        ObjectType.Field field =
            java.util.Objects.requireNonNull(type.fields().get(selection.name()));
        Projection projection = value(selection, field);
        members.add(
            new Member.Key(
                selection.responseKey(), field.key(), projection, field.slot().nullable()));
      }
    }
    return new Projection.Members(members);
  }

  /** The value of a field. */
  Projection value(Selection selection, ObjectType.Field field) {
    return projection(field.slot().shape(), selection, field, true);
  }

  private Projection projection(
      Shape shape, Selection selection, ObjectType.Field field, boolean outermost) {
    return switch (shape) {
      case Shape.ObjectShape _ -> {
        ObjectType type = field.type();
        yield type == null ? new Projection.Raw() : members(selection.children(), type);
      }
      case Shape.ListShape list -> {
        Projection element = projection(list.element().shape(), selection, field, false);
        Projection.Slice slice = outermost ? slice(selection, field) : null;
        yield new Projection.Items(element, list.element().nullable(), slice);
      }
      case Shape.ScalarShape scalar ->
          new Projection.Value(
              scalar.type(), outputNames.apply(FilterCompiler.single(scalar.type())));
      case Shape.OpaqueShape _ -> new Projection.Raw();
    };
  }

  private Projection.@Nullable Slice slice(Selection selection, ObjectType.Field field) {
    if (selection.arguments().isEmpty() || field.filter() == null || field.order() == null) {
      return null;
    }
    Value where = selection.arguments().get("where");
    Predicate condition =
        where == null || where instanceof Value.Null
            ? null
            : filters.compile(where, field.filter());
    Value orderBy = selection.arguments().get("orderBy");
    List<Projection.Order> order = new ArrayList<>();
    if (orderBy != null && !(orderBy instanceof Value.Null)) {
      for (OrderCompiler.Key key : OrderCompiler.compile(orderBy, field.order())) {
        order.add(new Projection.Order(key.path(), key.type(), key.direction(false)));
      }
    }
    int limit =
        selection.arguments().get("limit") instanceof Value.Count count ? count.value() : -1;
    return new Projection.Slice(condition, order, limit, offset(selection, parameters));
  }

  /** The argument {@code offset} as an expression, or null. */
  static @Nullable String offset(Selection selection, Parameters parameters) {
    return switch (selection.arguments().get("offset")) {
      case Value.Scalar scalar ->
          "COALESCE(" + parameters.text(scalar.binding(), "integer") + ", 0)";
      case Value.Count count ->
          parameters.text(new Binding.Constant(String.valueOf(count.value())), "integer");
      case null, default -> null;
    };
  }
}
