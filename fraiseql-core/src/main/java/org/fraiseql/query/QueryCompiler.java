package org.fraiseql.query;

import static org.fraiseql.sql.Identifiers.literal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Projection;
import org.fraiseql.definition.Pruner;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.operation.Operation;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.FilterType;
import org.fraiseql.schema.Operators;
import org.fraiseql.schema.RootField;
import org.fraiseql.sql.Statement;

/**
 * Compiles a query operation to one SQL statement whose single value is the whole answer, in UTF-8.
 * Pure and thread-safe.
 */
public final class QueryCompiler {

  private final Function<String, RootField> fields;
  private final Function<PgType, Map<String, String>> enumNames;
  private final Pruner pruner;
  private final int defaultRows;

  /**
   * A compiler for one schema.
   *
   * @param fields the root fields by name
   * @param enumNames the labels of an enum that have another name in GraphQL, with that name
   * @param defaultRows rows of a list without a limit
   */
  public QueryCompiler(
      Function<String, RootField> fields,
      Function<PgType, Map<String, String>> enumNames,
      Pruner pruner,
      int defaultRows) {
    this.fields = fields;
    this.enumNames = enumNames;
    this.pruner = pruner;
    this.defaultRows = defaultRows;
  }

  /**
   * The statement of an operation.
   *
   * @throws org.fraiseql.problem.ProblemException if a null stands where a value must be
   */
  public Statement compile(Operation operation) {
    Parameters parameters = new Parameters();
    StringBuilder sql = new StringBuilder("SELECT convert_to('{\"data\":{'");
    String separator = "";
    for (Selection selection : operation.selections()) {
      sql.append(" || ")
          .append(literal(separator + JsonNames.quoted(selection.responseKey()) + ":"));
      sql.append(" || ").append(field(selection, parameters));
      separator = ",";
    }
    sql.append(" || '}}', 'UTF8')");
    return new Statement(sql.toString(), parameters.bindings());
  }

  private String field(Selection selection, Parameters parameters) {
    if (selection.name().equals("__typename")) {
      return literal("\"Query\"");
    }
    if (selection.arguments().get(Selection.JSON) instanceof Value.Scalar introspected) {
      return parameters.text(introspected.binding(), "text");
    }
    RootField field = fields.apply(selection.name());
    return switch (field.kind()) {
      case ONE -> one(selection, field, parameters);
      case LIST ->
          new ListCompiler(pruner, field, parameters, enumNames).list(selection, defaultRows);
      case CONNECTION ->
          new ConnectionCompiler(pruner, field, parameters, enumNames)
              .connection(selection, defaultRows);
    };
  }

  private String one(Selection selection, RootField field, Parameters parameters) {
    if (!(selection.arguments().get("id") instanceof Value.Scalar given)) {
      throw FilterCompiler.missing(selection.name() + "(id)", "an id");
    }
    RowSource rows = new RowSource(pruner, field.model().name(), "r");
    Projection projection =
        new ProjectionCompiler(parameters, enumNames).document(selection.children(), field);
    String document = rows.document(new Demand.Json(projection));
    Id id = id(field);
    PgType type = id.type();
    String condition =
        rows.document(new Demand.Leaf(id.path(), type))
            + " "
            + Operators.symbol(type, "=")
            + " "
            + parameters.text(given.binding(), Operators.operandType(type));
    String limit = field.model().uniqueId() ? "" : " LIMIT 1";
    return "COALESCE((SELECT "
        + document
        + " FROM "
        + rows.from()
        + " WHERE "
        + condition
        + limit
        + "), 'null')";
  }

  /** What a row is known by. */
  record Id(List<String> path, PgType type) {}

  /** The real column if there is one, for its index; else the document's. */
  static Id id(RootField field) {
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

  static PgType idType(RootField field) {
    return field.model().column("id").orElseThrow(() -> new IllegalStateException("no id")).type();
  }

  /** An argument that was given and is not null. */
  static @org.jspecify.annotations.Nullable Value given(Selection selection, String name) {
    Value value = selection.arguments().get(name);
    return value instanceof Value.Null ? null : value;
  }

  static List<OrderCompiler.Key> order(Selection selection, RootField field) {
    Value orderBy = given(selection, "orderBy");
    return orderBy == null ? List.of() : OrderCompiler.compile(orderBy, field.order());
  }
}
