package org.fraiseql.query;

import static org.fraiseql.sql.Identifiers.literal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Projection;
import org.fraiseql.definition.Pruner;
import org.fraiseql.operation.Operation;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.ObjectType;
import org.fraiseql.schema.Operators;
import org.fraiseql.schema.RootField;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.JsonStrings;
import org.fraiseql.sql.Parameters;
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
  private final Function<PgType, Map<String, String>> outputNames;

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
    this(fields, enumNames, enumNames, pruner, defaultRows);
  }

  private QueryCompiler(
      Function<String, RootField> fields,
      Function<PgType, Map<String, String>> enumNames,
      Function<PgType, Map<String, String>> outputNames,
      Pruner pruner,
      int defaultRows) {
    this.outputNames = outputNames;
    this.fields = fields;
    this.enumNames = enumNames;
    this.pruner = pruner;
    this.defaultRows = defaultRows;
  }

  /**
   * A compiler for programs: a list without a limit has all rows, and the values of enums come as
   * PostgreSQL has them.
   */
  public QueryCompiler forPrograms() {
    return new QueryCompiler(fields, enumNames, _ -> Map.of(), pruner, Integer.MAX_VALUE);
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
          .append(literal(separator + JsonStrings.quote(selection.responseKey()) + ":"));
      sql.append(" || ").append(field(selection, parameters));
      separator = ",";
    }
    sql.append(" || '}}', 'UTF8')");
    return new Statement(sql.toString(), parameters.bindings());
  }

  /** The statement of one root field, whose only value is that field's, in UTF-8. */
  public Statement value(Selection selection) {
    Parameters parameters = new Parameters();
    return inUtf8(field(selection, parameters), parameters);
  }

  /** A statement of a list's documents, one a row, as a column {@code j} of type text. */
  public Statement rows(RootField list, Selection selection) {
    Parameters parameters = new Parameters();
    String sql = lists(list, parameters).rows(selection, defaultRows);
    return new Statement(sql, parameters.bindings());
  }

  /**
   * The documents with these ids as a JSON array: in the order of the ids, without those that are
   * not there.
   *
   * @param selection what is read of each
   */
  public Statement byIds(RootField list, Selection selection, Binding ids) {
    Parameters parameters = new Parameters();
    String rows = lists(list, parameters).byIds(selection, ids);
    String array = "'[' || COALESCE(string_agg(x.j, ','), '') || ']'";
    return inUtf8("(SELECT " + array + " FROM (" + rows + ") x)", parameters);
  }

  /** How many rows a list has, but for its limit and offset. */
  public Statement count(RootField list, Selection selection) {
    Parameters parameters = new Parameters();
    return inUtf8("(" + lists(list, parameters).count(selection) + ")::text", parameters);
  }

  /** Whether a list has rows. */
  public Statement exists(RootField list, Selection selection) {
    Parameters parameters = new Parameters();
    return inUtf8("(" + lists(list, parameters).exists(selection) + ")::text", parameters);
  }

  private ListCompiler lists(RootField list, Parameters parameters) {
    return new ListCompiler(new Root(list, pruner, parameters, enumNames, outputNames));
  }

  private static Statement inUtf8(String text, Parameters parameters) {
    return new Statement(
        "SELECT convert_to(" + text + ", 'UTF8') AS result", parameters.bindings());
  }

  private String field(Selection selection, Parameters parameters) {
    if (selection.name().equals("__typename")) {
      return literal("\"Query\"");
    }
    if (selection.arguments().get(Selection.JSON) instanceof Value.Scalar introspected) {
      return parameters.text(introspected.binding(), "text");
    }
    Root root =
        new Root(fields.apply(selection.name()), pruner, parameters, enumNames, outputNames);
    return switch (root.field().kind()) {
      case ONE -> one(selection, root);
      case LIST -> new ListCompiler(root).list(selection, defaultRows);
      case CONNECTION -> new ConnectionCompiler(root).connection(selection, defaultRows);
    };
  }

  /**
   * The selected part of the document with this id, as JSON of type text, never null: for a
   * statement that is made elsewhere.
   *
   * @param field any root field of the read model
   */
  public String document(
      RootField field, List<Selection> selections, Binding id, Parameters parameters) {
    return one(selections, id, new Root(field, pruner, parameters, enumNames, outputNames));
  }

  /**
   * The selected part of a value inside a document, as JSON of type text; null where the value is.
   *
   * @param json an expression of type jsonb: the value
   * @param type the type that has the selection's field
   */
  public String part(String json, Selection selection, ObjectType type, Parameters parameters) {
    ObjectType.Field field = Objects.requireNonNull(type.fields().get(selection.name()));
    Projection projection =
        new ProjectionCompiler(parameters, enumNames, outputNames).value(selection, field);
    return Pruner.part(json, new Demand.Json(projection));
  }

  private static String one(Selection selection, Root root) {
    if (!(selection.arguments().get("id") instanceof Value.Scalar given)) {
      throw FilterCompiler.missing(selection.name() + "(id)", "an id");
    }
    return one(selection.children(), given.binding(), root);
  }

  private static String one(List<Selection> selections, Binding given, Root root) {
    RowSource rows = root.rows();
    Projection projection = root.projections().document(selections, root.field());
    String document = rows.document(new Demand.Json(projection));
    Root.Id id = root.id();
    PgType type = id.type();
    String condition =
        rows.document(new Demand.Leaf(id.path(), type))
            + " "
            + Operators.symbol(type, "=")
            + " "
            + root.parameters().text(given, Operators.operandType(type));
    String limit = root.field().model().uniqueId() ? "" : " LIMIT 1";
    return "COALESCE((SELECT "
        + document
        + " FROM "
        + rows.from()
        + " WHERE "
        + condition
        + limit
        + "), 'null')";
  }
}
