package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sources of one SELECT that is being pruned: what was asked of them, and their FROM and WITH
 * clauses.
 */
final class SourceWriter {

  private final Definitions definitions;
  private final PlainValues plainValues;
  private final SelectPruner pruner;
  private final Scope scope;
  private final Map<String, Needs> needs = new HashMap<>();
  private final Map<String, Needs> cteNeeds = new HashMap<>();

  /** The columns that were asked of each source, by alias. */
  private final Map<String, Set<String>> used = new HashMap<>();

  private @Nullable String pagedSource;
  private String pageClauses = "";
  private final Mentions mentions;

  SourceWriter(Definitions definitions, SelectPruner pruner, Scope scope) {
    this.definitions = definitions;
    this.plainValues = new PlainValues(definitions);
    this.pruner = pruner;
    this.scope = scope;
    this.mentions = Mentions.of(pruner.select);
  }

  /** Says that something is asked of a source. */
  void use(String alias) {
    used.computeIfAbsent(alias, _ -> new LinkedHashSet<>());
  }

  /** Whether nothing was asked of any source but the one of that alias. */
  boolean onlyUses(String alias) {
    return Set.of(alias).containsAll(used.keySet());
  }

  /**
   * Has the source of that alias cut by WHERE, ORDER BY and LIMIT before anything is joined to it.
   */
  void page(String alias, String clauses) {
    pagedSource = alias;
    pageClauses = clauses;
  }

  boolean isQuery(Scope.Source source) {
    return switch (source.from()) {
      case From.Table table -> openQuery(table) != null;
      case From.Derived derived -> prunable(derived);
      case From.CteReference reference -> cteQuery(reference) != null;
      case From.Opaque _, From.Join _ -> false;
    };
  }

  String need(Scope.Source source, String column, Demand demand) {
    used.computeIfAbsent(source.alias(), _ -> new LinkedHashSet<>()).add(column);
    String plain = quote(source.alias()) + "." + quote(column);
    return switch (source.from()) {
      case From.Table table -> {
        Query query = openQuery(table);
        boolean json = Sources.isJson(table, column, definitions.catalog());
        yield query == null
            ? json ? stored(plain, demand) : DocumentSql.plain(plain, demand)
            : asked(source, query, column, List.of(), demand);
      }
      case From.Derived derived ->
          prunable(derived)
              ? asked(source, derived.query(), column, derived.columns(), demand)
              : finished(plain, derived.query(), derived.columns(), column, demand);
      case From.CteReference reference -> {
        Scope.VisibleCte cte = cteQuery(reference);
        if (cte == null) {
          yield finishedCte(plain, reference, column, demand);
        }
        Needs of = pruner.ownerOf(cte.scope()).sources().cteNeeds(cte);
        int item = item(cte.cte().query(), column, cte.cte().columns());
        yield quote(source.alias()) + "." + quote(of.name(item, column, demand));
      }
      case From.Opaque _, From.Join _ -> DocumentSql.plain(plain, demand);
    };
  }

  /** The demand on a column of a query that is written whole. */
  private String finished(
      String sql, Query query, List<String> aliases, String column, Demand demand) {
    Query.Select first = Scope.firstSelect(query);
    boolean plain =
        first != null && plainValues.itemIsPlain(first, item(query, column, aliases), scope);
    return plain ? DocumentSql.plain(sql, demand) : stored(sql, demand);
  }

  private String finishedCte(
      String sql, From.CteReference reference, String column, Demand demand) {
    Scope.VisibleCte cte = scope.cte(reference.name());
    List<String> aliases =
        cte == null || !reference.columns().isEmpty() ? reference.columns() : cte.cte().columns();
    return cte == null
        ? stored(sql, demand)
        : finished(sql, cte.cte().query(), aliases, column, demand);
  }

  /** A value of type json that is wanted as it is keeps its own text, which jsonb would not. */
  private static String stored(String sql, Demand demand) {
    boolean asItIs =
        demand instanceof Demand.Json(Projection.Value value) && value.type().base().is("json");
    return asItIs || demand instanceof Demand.Whole
        ? DocumentSql.plain(sql, demand)
        : StoredSql.of("to_jsonb(" + sql + ")", demand);
  }

  private String asked(
      Scope.Source source, Query query, String column, List<String> aliases, Demand demand) {
    Needs of = needs.computeIfAbsent(source.alias(), _ -> new Needs(names(query, aliases)));
    return quote(source.alias())
        + "."
        + quote(of.name(item(query, column, aliases), column, demand));
  }

  private static Set<String> names(Query query, List<String> aliases) {
    Set<String> names = new HashSet<>(aliases);
    Query.Select first = java.util.Objects.requireNonNull(Scope.firstSelect(query));
    first.items().forEach(item -> names.add(item.name()));
    return names;
  }

  private Needs cteNeeds(Scope.VisibleCte cte) {
    Query query = cte.cte().query();
    return cteNeeds.computeIfAbsent(
        cte.cte().name(),
        _ ->
            new Needs(
                Scope.firstSelect(query) == null ? Set.of() : names(query, cte.cte().columns())));
  }

  /** Says that a WITH query is read. */
  void useCte(Scope.VisibleCte cte) {
    cteNeeds(cte);
  }

  /** Text that is kept word by word refers to a column, which must then be there. */
  void keep(Scope.Found found, String column) {
    if (Sources.has(found, column, definitions.catalog())) {
      need(found.source(), column, Demand.WHOLE);
    } else {
      use(found.source().alias());
    }
  }

  static int item(Query query, String column, List<String> aliases) {
    Query.Select first = java.util.Objects.requireNonNull(Scope.firstSelect(query));
    int index = aliases.indexOf(column);
    index = index >= 0 ? index : first.indexOf(column);
    if (index < 0) {
      throw new NotUnderstood("the column " + column);
    }
    return index;
  }

  @Nullable Query openQuery(From.Table table) {
    boolean pruned = table.columns().isEmpty() && !mentions.hasRowOf(table.alias());
    Query query = pruned ? definitions.open(table.relation()) : null;
    return query != null && SelectPruner.prunable(query) ? query : null;
  }

  /** A row that is used as a value needs all its columns and no others. */
  private boolean prunable(From.Derived derived) {
    return SelectPruner.prunable(derived.query()) && !mentions.hasRowOf(derived.alias());
  }

  private Scope.@Nullable VisibleCte cteQuery(From.CteReference reference) {
    Scope.VisibleCte cte = scope.cte(reference.name());
    if (cte == null || cte.scope().select.recursive() || !reference.columns().isEmpty()) {
      return null;
    }
    boolean whole = pruner.ownerOf(cte.scope()).sources().writesWhole(cte.cte());
    return whole ? null : cte;
  }

  private boolean writesWhole(Query.Cte cte) {
    return !SelectPruner.prunable(cte.query()) || mentions.needsAllOf(cte.name());
  }

  String from() {
    List<String> sources = new ArrayList<>();
    for (From from : pruner.select.from().reversed()) {
      if (!(pruner.select.from().size() > 1 && unused(from) && Uniqueness.oneRow(from))) {
        sources.addFirst(source(from));
      }
    }
    return sources.isEmpty() ? "" : " FROM " + String.join(", ", sources);
  }

  private boolean unused(From from) {
    String alias = Uniqueness.alias(from);
    return alias != null && !used.containsKey(alias);
  }

  private String source(From from) {
    String alias = Uniqueness.alias(from);
    if (alias == null || !alias.equals(pagedSource)) {
      return plainSource(from);
    }
    return "(SELECT "
        + columnsOf(from, alias)
        + " FROM "
        + plainSource(from)
        + pageClauses
        + ")"
        + SqlWriter.aliased(alias, List.of());
  }

  /** A table's columns are named one by one, since the caller may have no right to read others. */
  private String columnsOf(From from, String alias) {
    Set<String> columns = used.getOrDefault(alias, Set.of());
    boolean byName = from instanceof From.Table table && openQuery(table) == null;
    return byName
        ? columns.stream()
            .map(column -> quote(alias) + "." + quote(column))
            .collect(Collectors.joining(", "))
        : "*";
  }

  private String plainSource(From from) {
    return switch (from) {
      case From.Join join -> join(join);
      case From.Table table -> table(table);
      case From.Derived derived -> {
        Needs of = needs.getOrDefault(derived.alias(), new Needs(Set.of()));
        String query =
            prunable(derived)
                ? SelectPruner.query(definitions, pruner, derived.query(), of.outputs())
                : pruner.query(derived.query());
        List<String> aliases = prunable(derived) ? List.of() : derived.columns();
        yield (derived.lateral() ? "LATERAL (" : "(")
            + query
            + ")"
            + SqlWriter.aliased(derived.alias(), aliases);
      }
      case From.CteReference reference -> {
        use(reference.alias());
        Scope.VisibleCte cte = scope.cte(reference.name());
        if (cte != null) {
          pruner.ownerOf(cte.scope()).sources().cteNeeds(cte);
        }
        yield quote(reference.name()) + SqlWriter.aliased(reference.alias(), reference.columns());
      }
      case From.Opaque opaque -> pruner.write(opaque.text());
    };
  }

  private String table(From.Table table) {
    Query query = openQuery(table);
    if (query == null) {
      return PlainText.table(table);
    }
    Needs of = needs.getOrDefault(table.alias(), new Needs(Set.of()));
    return "("
        + SelectPruner.query(definitions, null, query, of.outputs())
        + ")"
        + SqlWriter.aliased(table.alias(), List.of());
  }

  private String join(From.Join join) {
    if (removable(join)) {
      return source(join.left());
    }
    String on = join.on() == null ? "" : " ON " + pruner.write(join.on());
    for (String column : join.using()) {
      needOnBothSides(join.left(), column);
      needOnBothSides(join.right(), column);
    }
    String right = source(join.right());
    if (pagedSource != null
        && join.kind().equals("LEFT")
        && join.on() != null
        && new Grouping(definitions).groups(join.right(), scope)) {
      return "(" + source(join.left()) + " " + groupsOfPage(join.right(), right, on) + ")";
    }
    String left = source(join.left());
    return "(" + left + " " + PlainText.join(join) + " " + right + on + PlainText.using(join) + ")";
  }

  /**
   * Joins groups to a page that is cut: behind a fence the page's row is a constant, which
   * PostgreSQL pushes below the GROUP BY, so only the groups of the page are built.
   */
  private static String groupsOfPage(From groups, String sql, String on) {
    String alias = java.util.Objects.requireNonNull(Uniqueness.alias(groups));
    return "LEFT JOIN LATERAL (SELECT * FROM "
        + sql
        + on.replaceFirst("^ ON ", " WHERE ")
        + " OFFSET 0)"
        + SqlWriter.aliased(alias, List.of())
        + " ON true";
  }

  /**
   * Whether nothing is asked of the right side and each row of the left has exactly one partner, or
   * none and stays.
   */
  private boolean removable(From.Join join) {
    return !(join.right() instanceof From.Join) && unused(join.right()) && keepsRows(join);
  }

  boolean keepsRows(From.Join join) {
    boolean always =
        join.on() == null || (join.on() instanceof Expr.Constant on && on.sql().equals("true"));
    return switch (join.kind()) {
      case "LEFT" -> definitions.uniqueness().addsNoRows(join.right(), join, scope);
      case "CROSS", "" -> always && join.using().isEmpty() && Uniqueness.oneRow(join.right());
      default -> false;
    };
  }

  private void needOnBothSides(From side, String column) {
    if (side instanceof From.Join join) {
      needOnBothSides(join.left(), column);
      needOnBothSides(join.right(), column);
      return;
    }
    String alias = Uniqueness.alias(side);
    Scope.Found found = alias == null ? null : scope.find(alias);
    if (found != null && Sources.columns(found, definitions.catalog()).contains(column)) {
      need(found.source(), column, Demand.WHOLE);
    }
  }

  String with() {
    if (pruner.select.with().isEmpty()) {
      return "";
    }
    if (pruner.select.recursive()) {
      pruner.select.with().forEach(cte -> pruner.verbatim(cte.query()));
      return PlainText.with(pruner.select.with(), true);
    }
    List<String> written = new ArrayList<>();
    for (Query.Cte cte : pruner.select.with().reversed()) {
      Needs of = cteNeeds.get(cte.name());
      if (of != null) {
        boolean whole = writesWhole(cte);
        String query =
            whole
                ? pruner.query(cte.query())
                : SelectPruner.query(definitions, pruner, cte.query(), of.outputs());
        String head =
            whole ? SqlWriter.cteHead(cte) : quote(cte.name()) + " AS " + cte.materialized();
        written.addFirst(head + "(" + query + ")");
      }
    }
    return written.isEmpty() ? "" : "WITH " + String.join(", ", written) + " ";
  }
}
