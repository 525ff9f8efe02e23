package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fraiseql.definition.Predicate.Quantifier;
import org.fraiseql.definition.Projection.Items;
import org.fraiseql.definition.Projection.Member;
import org.fraiseql.definition.Projection.Members;
import org.fraiseql.definition.Projection.Slice;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is asked of a document into an expression of the SELECT that builds the document: it
 * follows the demand through the expression, keeps what is asked for and leaves out the rest.
 *
 * <p>Where the expression is of no known form the document is computed whole and read by its keys
 * ({@link StoredSql}), which is always right, and slower.
 */
final class DocumentSql {

  private final SelectPruner select;

  DocumentSql(SelectPruner select) {
    this.select = select;
  }

  /** The demand on the value of an expression. */
  String translate(Expr expr, Demand demand, boolean aggregated) {
    if (demand instanceof Demand.Whole) {
      return select.write(expr);
    }
    if (demand instanceof Demand.Json(Projection.Value value) && select.isPlain(expr)) {
      return JsonText.scalar(typed(expr), value);
    }
    return switch (expr) {
      case Expr.Column column -> select.need(column, demand, aggregated);
      case Expr.Cast cast -> cast(cast, demand, aggregated);
      case Expr.Coalesce coalesce -> coalesce(coalesce, demand, aggregated);
      case Expr.Case choice -> choice(choice, demand, aggregated);
      case Expr.SubQuery sub -> "(" + select.inner(sub.query(), demand) + ")";
      case Expr.WholeRow row -> row(row, demand, aggregated);
      case Expr.Call call -> call(call, demand, aggregated);
      case Expr.Constant _, Expr.Word _, Expr.Compound _ -> value(expr, demand);
    };
  }

  /** An expression that is a value of its own, not a document that is being built. */
  private String value(Expr expr, Demand demand) {
    if (expr instanceof Expr.Constant constant && constant.isNull()) {
      return nothing(demand);
    }
    // In ORDER BY a bare 1 would mean the first column.
    return expr instanceof Expr.Constant && demand instanceof Demand.Leaf leaf
        ? select.write(expr) + "::" + leaf.type().castName()
        : plain(typed(expr), demand);
  }

  /** A string without a cast has no type yet where any type fits. */
  private String typed(Expr expr) {
    String sql = select.write(expr);
    return expr instanceof Expr.Constant constant && constant.string() != null
        ? sql + "::text"
        : sql;
  }

  /** The demand on SQL NULL. */
  private static String nothing(Demand demand) {
    return switch (demand) {
      case Demand.Whole _ -> "NULL";
      case Demand.Present _ -> "NULL::boolean";
      case Demand.Json _ -> "NULL::text";
      case Demand.Leaf leaf -> "NULL::" + leaf.type().castName();
      case Demand.Exists exists -> String.valueOf(exists.quantifier() != Quantifier.SOME);
    };
  }

  /** The demand on a finished value. */
  static String plain(String sql, Demand demand) {
    return switch (demand) {
      case Demand.Whole _ -> sql;
      case Demand.Present _ -> present(sql);
      case Demand.Json(Projection.Value value) -> JsonText.scalar(sql, value);
      case Demand.Json(Projection.Raw _) -> "to_json(" + sql + ")::text";
      case Demand.Leaf leaf when leaf.path().isEmpty() -> sql;
      case Demand.Json _, Demand.Leaf _, Demand.Exists _ ->
          StoredSql.of("to_jsonb(" + sql + ")", demand);
    };
  }

  /** True, or null where the value is: one type for all branches of COALESCE and CASE. */
  static String present(String sql) {
    return "CASE WHEN (" + sql + ") IS DISTINCT FROM NULL THEN TRUE END";
  }

  private String cast(Expr.Cast cast, Demand demand, boolean aggregated) {
    if (!(demand instanceof Demand.Whole)
        && cast.operand() instanceof Expr.Constant constant
        && constant.isNull()) {
      return nothing(demand);
    }
    if (!cast.toJson()) {
      return value(cast, demand);
    }
    if (cast.operand() instanceof Expr.Constant) {
      return demand instanceof Demand.Json && isEmptyList(cast) ? "'[]'" : value(cast, demand);
    }
    return translate(cast.operand(), demand, aggregated);
  }

  static boolean isEmptyList(Expr expr) {
    return expr instanceof Expr.Cast cast
        && cast.toJson()
        && cast.operand() instanceof Expr.Constant constant
        && constant.string() != null
        && constant.string().strip().equals("[]");
  }

  private String coalesce(Expr.Coalesce coalesce, Demand demand, boolean aggregated) {
    List<Expr> arguments = coalesce.arguments();
    boolean whole =
        demand instanceof Demand.Json
            || demand instanceof Demand.Present
            || (demand instanceof Demand.Leaf leaf && leaf.path().isEmpty());
    if (whole) {
      return arguments.stream()
          .map(a -> translate(a, demand, aggregated))
          .collect(Collectors.joining(", ", "COALESCE(", ")"));
    }
    if (demand instanceof Demand.Exists exists
        && isEmptyList(arguments.getLast())
        && arguments.size() == 2) {
      return orNone(translate(arguments.getFirst(), demand, aggregated), exists.quantifier());
    }
    StringBuilder sql = new StringBuilder("CASE");
    for (Expr argument : arguments.subList(0, arguments.size() - 1)) {
      sql.append(" WHEN (")
          .append(translate(argument, new Demand.Present(), aggregated))
          .append(") IS NOT NULL THEN ");
      sql.append(translate(argument, demand, aggregated));
    }
    return sql.append(" ELSE ")
        .append(translate(arguments.getLast(), demand, aggregated))
        .append(" END")
        .toString();
  }

  private String choice(Expr.Case choice, Demand demand, boolean aggregated) {
    StringBuilder sql = new StringBuilder("CASE");
    if (choice.operand() != null) {
      sql.append(' ').append(select.write(choice.operand()));
    }
    for (Expr.Case.When branch : choice.branches()) {
      sql.append(" WHEN ").append(select.write(branch.condition()));
      sql.append(" THEN ").append(translate(branch.result(), demand, aggregated));
    }
    if (choice.otherwise() != null) {
      sql.append(" ELSE ").append(translate(choice.otherwise(), demand, aggregated));
    }
    return sql.append(" END").toString();
  }

  private String call(Expr.Call call, Demand demand, boolean aggregated) {
    if (Functions.buildsObject(call)) {
      return built(demand, key -> Objects.value(call, key), aggregated, () -> value(call, demand));
    }
    if (Functions.convertsToJson(call)) {
      return translate(call.arguments().getFirst(), demand, aggregated);
    }
    if (Functions.aggregatesJson(call) && !call.distinct()) {
      return list(call, demand);
    }
    return value(call, demand);
  }

  private String row(Expr.WholeRow row, Demand demand, boolean aggregated) {
    Function<String, Expr> column = key -> new Expr.Column(row.source(), key);
    return switch (demand) {
      // A row that an outer join did not find has all columns null, and becomes null as a whole.
      case Demand.Json json when select.nulled(row) ->
          plain("to_jsonb(" + select.write(row) + ")", json);
      case Demand.Leaf _, Demand.Exists _, Demand.Json _ when !aggregated && select.grouped(row) ->
          plain("to_jsonb(" + select.write(row) + ")", demand);
      case Demand.Present _ when select.nulled(row) -> present(select.write(row));
      default ->
          built(
              demand,
              column,
              aggregated,
              () -> plain("to_jsonb(" + select.write(row) + ")", demand));
    };
  }

  /** The demand on an object that is put together here, given the value of each key. */
  private String built(
      Demand demand,
      Function<String, ? extends @Nullable Expr> values,
      boolean aggregated,
      Supplier<String> otherwise) {
    return switch (demand) {
      case Demand.Present _ -> "TRUE";
      case Demand.Json(Members members) -> object(members, values, aggregated).toSql();
      case Demand.Leaf leaf when !leaf.path().isEmpty() -> {
        Expr value = values.apply(leaf.path().getFirst());
        Demand rest = new Demand.Leaf(leaf.path().subList(1, leaf.path().size()), leaf.type());
        yield value == null ? nothing(leaf) : translate(value, rest, aggregated);
      }
      case Demand.Exists exists when !exists.path().isEmpty() -> {
        Expr value = values.apply(exists.path().getFirst());
        List<String> rest = exists.path().subList(1, exists.path().size());
        Demand inner = new Demand.Exists(rest, exists.quantifier(), exists.element());
        yield value == null
            ? nothing(exists)
            : orNone(translate(value, inner, aggregated), exists.quantifier());
      }
      case Demand.Whole _, Demand.Json _, Demand.Leaf _, Demand.Exists _ -> otherwise.get();
    };
  }

  private JsonText object(
      Members members, Function<String, ? extends @Nullable Expr> values, boolean aggregated) {
    JsonText text = new JsonText().constant("{");
    String separator = "";
    for (Member member : members.members()) {
      text.constant(separator + JsonStrings.quote(member.name()) + ":");
      separator = ",";
      switch (member) {
        case Member.Constant constant -> text.constant(JsonStrings.quote(constant.text()));
        case Member.Key key -> {
          Expr value = values.apply(key.key());
          if (value == null) {
            text.constant("null");
          } else if (key.projection() instanceof Projection.Value plain && select.isPlain(value)) {
            text.value(typed(value), plain, key.nullable());
          } else {
            String sql = translate(value, new Demand.Json(key.projection()), aggregated);
            text.sql(key.nullable() ? "COALESCE(" + sql + ", 'null')" : sql);
          }
        }
      }
    }
    return text.constant("}");
  }

  /** A list that does not exist has no element. */
  static String orNone(String sql, Quantifier quantifier) {
    return "COALESCE(" + sql + ", " + (quantifier != Quantifier.SOME) + ")";
  }

  private String list(Expr.Call call, Demand demand) {
    Expr element = call.arguments().getFirst();
    return switch (demand) {
      case Demand.Json(Items items) -> items(call, element, items);
      case Demand.Exists exists when exists.path().isEmpty() -> {
        String condition = predicate(element, exists.element());
        String filter = filter(call, null);
        yield switch (exists.quantifier()) {
          case SOME -> "COALESCE(bool_or(" + condition + ")" + filter + ", false)";
          case NONE -> "NOT COALESCE(bool_or(" + condition + ")" + filter + ", false)";
          case EVERY -> "COALESCE(bool_and((" + condition + ") IS TRUE)" + filter + ", true)";
        };
      }
      case Demand.Present _ -> "CASE WHEN count(*)" + filter(call, null) + " > 0 THEN TRUE END";
      case Demand.Whole _, Demand.Json _, Demand.Leaf _, Demand.Exists _ -> value(call, demand);
    };
  }

  private String items(Expr.Call call, Expr element, Items items) {
    Slice slice = items.slice();
    String each = element(element, items);
    String order = order(call, element, slice);
    String filter = filter(call, slice == null ? null : slice.where());
    if (slice == null) {
      return "'[' || string_agg(" + each + ", ','" + order + ")" + filter + " || ']'";
    }
    String all = "array_agg(" + each + order + ")" + filter;
    String none = "CASE WHEN count(*)" + filter(call, null) + " > 0 THEN '[]' END";
    return "COALESCE('[' || array_to_string(("
        + all
        + ")"
        + bounds(slice)
        + ", ',') || ']', "
        + none
        + ")";
  }

  /** One element as JSON text, never null. */
  String element(Expr element, Items items) {
    String text = translate(element, new Demand.Json(items.element()), true);
    return items.elementNullable() ? "COALESCE(" + text + ", 'null')" : text;
  }

  private static String bounds(Slice slice) {
    if (slice.limit() < 0 && slice.offset() == null) {
      return "";
    }
    String from = slice.offset() == null ? "1" : slice.offset() + " + 1";
    String to =
        slice.limit() < 0
            ? ""
            : slice.offset() == null ? "" + slice.limit() : slice.offset() + " + " + slice.limit();
    return "[" + from + ":" + to + "]";
  }

  /** The ORDER BY of a list: the asked keys, then the list's own. */
  String order(Expr.Call call, Expr element, @Nullable Slice slice) {
    List<String> terms = new ArrayList<>();
    if (slice != null) {
      slice
          .order()
          .forEach(
              o ->
                  terms.add(
                      translate(element, new Demand.Leaf(o.path(), o.type()), true)
                          + o.direction()));
    }
    call.orderBy().stream()
        .filter(term -> !(term instanceof Expr.Constant))
        .forEach(term -> terms.add(select.write(term)));
    return terms.isEmpty() ? "" : " ORDER BY " + String.join(", ", terms);
  }

  private String filter(Expr.Call call, @Nullable Predicate where) {
    String condition = condition(call, where);
    return condition.isEmpty() ? "" : " FILTER (WHERE " + condition + ")";
  }

  /** The aggregate's own FILTER and the asked condition; empty when there is neither. */
  String condition(Expr.Call call, @Nullable Predicate where) {
    String own = call.filter() == null ? "" : select.write(call.filter());
    String asked = where == null ? "" : predicate(call.arguments().getFirst(), where);
    return own.isEmpty() || asked.isEmpty() ? own + asked : "(" + own + ") AND (" + asked + ")";
  }

  private String predicate(Expr element, Predicate predicate) {
    return Predicates.write(predicate, demand -> translate(element, demand, true));
  }
}
