package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.Query.Cte;
import org.fraiseql.definition.Query.Item;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that {@code pg_get_viewdef} writes with {@code quote_all_identifiers = on} and an
 * empty search path. That text is far more regular than SQL at large: every name is quoted and
 * qualified, every operator expression stands in parentheses, every alias is unique in its scope.
 * The source of these facts is PostgreSQL's ruleutils.c.
 */
final class DefinitionParser {

  private static final String[] SET_OPERATIONS = {"UNION", "INTERSECT", "EXCEPT"};

  private final Words words;
  private final ExprParser exprs;

  /** WITH queries that are visible where the parser stands. */
  private final List<Set<String>> visible = new ArrayList<>();

  private final Set<String> aggregates;
  private final Set<String> setReturning;

  private DefinitionParser(List<Token> tokens, Set<String> aggregates, Set<String> setReturning) {
    this.aggregates = aggregates;
    this.setReturning = setReturning;
    this.words = new Words(tokens);
    this.exprs = new ExprParser(words, this);
  }

  /**
   * Reads a whole definition.
   *
   * @param aggregates the names of aggregates, bare for PostgreSQL's own
   * @param setReturning the names of functions that return sets, likewise
   * @throws NotUnderstood if the text is not a query that we read
   */
  static Query parse(String definition, Set<String> aggregates, Set<String> setReturning) {
    String text = definition.strip();
    DefinitionParser parser =
        new DefinitionParser(
            Token.all(text.endsWith(";") ? text.substring(0, text.length() - 1) : text),
            aggregates,
            setReturning);
    Query query = parser.query();
    if (parser.words.peek().kind() != Token.Kind.END) {
      throw new NotUnderstood("'" + parser.words.peek().text() + "' was not expected");
    }
    return query;
  }

  /** What a function of that name is. */
  Expr.Call.Kind kind(String name) {
    return aggregates.contains(name)
        ? Expr.Call.Kind.AGGREGATE
        : setReturning.contains(name) ? Expr.Call.Kind.SET_RETURNING : Expr.Call.Kind.PLAIN;
  }

  /** A query up to a closing parenthesis or the end. */
  Query query() {
    int start = words.position();
    visible.add(new HashSet<>());
    boolean recursive = false;
    List<Cte> with = new ArrayList<>();
    if (words.accept("WITH")) {
      recursive = words.accept("RECURSIVE");
      do {
        with.add(cte(recursive));
      } while (words.accept(","));
    }
    Query query = body(with, recursive, start);
    visible.removeLast();
    return query;
  }

  private Cte cte(boolean recursive) {
    String name = words.name();
    List<String> columns = words.peek().is("(") ? words.names() : List.of();
    if (recursive) {
      visible.getLast().add(name);
    }
    words.expect("AS");
    StringBuilder materialized = new StringBuilder();
    while (!words.peek().is("(")) {
      materialized.append(words.next().text()).append(' ');
    }
    words.expect("(");
    Query query = query();
    words.expect(")");
    boolean seenOutside = visible.stream().anyMatch(names -> names.contains(name));
    if (seenOutside && !recursive && Mentions.of(query).ctes().contains(name)) {
      throw new NotUnderstood("a WITH query that reads another of the same name");
    }
    visible.getLast().add(name);
    if (!words.peek().isAny(",", "SELECT", "(", "VALUES")) {
      throw new NotUnderstood("a SEARCH or CYCLE clause");
    }
    return new Cte(name, columns, materialized.toString(), query);
  }

  private Query body(List<Cte> with, boolean recursive, int start) {
    Query first = term(with, recursive, false);
    if (first != null && !words.peek().isAny(SET_OPERATIONS)) {
      return first;
    }
    List<Query> branches = new ArrayList<>();
    boolean unionAll = true;
    // The WITH clause in front belongs to all branches; one in parentheses to its own.
    Query branch = first instanceof Query.Select s && s.with() == with ? withoutCtes(s) : first;
    while (branch != null) {
      branches.add(branch);
      if (!words.peek().isAny(SET_OPERATIONS)) {
        return unionAll
            ? new Query.UnionAll(with, recursive, branches, exprs.rest())
            : other(start, with.isEmpty() ? branches : List.of());
      }
      unionAll &= words.next().is("UNION") && words.peek().is("ALL");
      words.accept("ALL");
      branch = term(List.of(), false, true);
    }
    return other(start, List.of());
  }

  private static Query.Select withoutCtes(Query.Select select) {
    return new Query.Select(
        List.of(),
        false,
        select.distinct(),
        select.items(),
        select.from(),
        select.where(),
        select.groupBy(),
        select.having(),
        select.tail());
  }

  private Query other(int start, List<Query> branches) {
    words.moveTo(start);
    boolean begins = words.peek().isAny("SELECT", "VALUES", "WITH", "(");
    Expr text = begins ? exprs.rest() : null;
    if (text == null) {
      throw new NotUnderstood("'" + words.peek().text() + "' where a query was expected");
    }
    return new Query.Other(text, branches);
  }

  /**
   * A SELECT, or a query in parentheses; null for anything else.
   *
   * @param branch whether ORDER BY and LIMIT behind it are those of the set operation around it
   */
  private @Nullable Query term(List<Cte> with, boolean recursive, boolean branch) {
    if (words.accept("(")) {
      Query inner = query();
      words.expect(")");
      return with.isEmpty() || words.peek().isAny(SET_OPERATIONS) ? inner : null;
    }
    return words.peek().is("SELECT") ? select(with, recursive, branch) : null;
  }

  private Query.Select select(List<Cte> with, boolean recursive, boolean branch) {
    words.expect("SELECT");
    Expr distinct = null;
    if (words.accept("DISTINCT")) {
      distinct = new Expr.Word("DISTINCT");
      if (words.accept("ON")) {
        distinct =
            new Expr.Compound(List.of(new Expr.Word("DISTINCT ON"), exprs.parenthesised()), false);
      }
    }
    List<Item> items = new ArrayList<>();
    if (!words.peek().isAny("FROM", "WHERE", ")") && words.peek().kind() != Token.Kind.END) {
      do {
        items.add(item());
      } while (words.accept(","));
    }
    List<From> from = new ArrayList<>();
    if (words.accept("FROM")) {
      do {
        from.add(joins());
      } while (words.accept(","));
    }
    Expr where = words.accept("WHERE") ? exprs.expression() : null;
    List<Expr> groupBy = new ArrayList<>();
    if (words.accept("GROUP")) {
      words.expect("BY");
      do {
        groupBy.add(exprs.expression());
      } while (words.accept(","));
    }
    Expr having = words.accept("HAVING") ? exprs.expression() : null;
    Expr tail = exprs.tail(branch);
    return new Query.Select(with, recursive, distinct, items, from, where, groupBy, having, tail);
  }

  private Item item() {
    Expr expr = exprs.expression();
    String name;
    if (words.accept("AS")) {
      name = words.name();
    } else if (expr instanceof Expr.Column column) {
      name = column.name();
    } else {
      name = "?column?";
    }
    return new Item(name, expr);
  }

  private From joins() {
    From left = source();
    while (true) {
      StringBuilder kind = new StringBuilder();
      while (words.peek().isAny("LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "OUTER")) {
        kind.append(kind.isEmpty() ? "" : " ").append(words.next().text());
      }
      if (!words.accept("JOIN")) {
        return left;
      }
      From right = source();
      Expr on = words.accept("ON") ? exprs.expression() : null;
      List<String> using = words.accept("USING") ? words.names() : List.of();
      if (words.peek().is("AS")) {
        throw new NotUnderstood("a join with an alias of its own");
      }
      left = new From.Join(kind.toString(), left, right, on, using);
    }
  }

  private From source() {
    boolean lateral = words.accept("LATERAL");
    if (words.peek().is("(") && words.peek(1).isAny("SELECT", "WITH", "VALUES")) {
      words.expect("(");
      Query query = query();
      words.expect(")");
      return new From.Derived(lateral, query, words.alias(), columnAliases());
    }
    if (!lateral && words.accept("(")) {
      From inner = joins();
      words.expect(")");
      if (words.peek().kind() == Token.Kind.NAME) {
        throw new NotUnderstood("a join with an alias of its own");
      }
      return inner;
    }
    boolean only = words.accept("ONLY");
    if (words.peek().kind() == Token.Kind.NAME && !isCall()) {
      return table(only);
    }
    return function(lateral);
  }

  /** Whether a function stands here: a name, perhaps qualified, and an opening parenthesis. */
  private boolean isCall() {
    int ahead = words.peek(1).is(".") ? 3 : 1;
    return words.peek(ahead).is("(");
  }

  private From table(boolean only) {
    String first = words.name();
    RelationName relation;
    if (words.accept(".")) {
      relation = new RelationName(first, words.name());
    } else if (visible.stream().anyMatch(names -> names.contains(first))) {
      String alias = words.peek().kind() == Token.Kind.NAME ? words.name() : first;
      return new From.CteReference(first, alias, columnAliases());
    } else {
      // With an empty search path only PostgreSQL's own relations have no schema in front.
      relation = new RelationName("pg_catalog", first);
    }
    words.accept("*");
    String alias = words.peek().kind() == Token.Kind.NAME ? words.name() : relation.name();
    List<String> columns = columnAliases();
    StringBuilder suffix = new StringBuilder();
    if (words.peek().is("TABLESAMPLE")) {
      suffix.append(words.next().text()).append(' ');
      suffix.append(PlainText.of(exprs.expression()));
    }
    return new From.Table(relation, only, alias, columns, suffix.toString());
  }

  private List<String> columnAliases() {
    return words.peek().is("(") ? words.names() : List.of();
  }

  private From function(boolean lateral) {
    List<Expr> parts = new ArrayList<>();
    if (lateral) {
      parts.add(new Expr.Word("LATERAL"));
    }
    parts.add(exprs.callInFrom());
    String alias = null;
    if (words.accept("WITH")) {
      words.expect("ORDINALITY");
      parts.add(new Expr.Word("WITH ORDINALITY"));
    }
    if (words.accept("AS")) {
      parts.add(new Expr.Word("AS"));
    }
    if (words.peek().kind() == Token.Kind.NAME) {
      Token token = words.next();
      alias = token.value();
      parts.add(new Expr.Word(token.text()));
    }
    if (words.peek().is("(")) {
      parts.add(exprs.verbatimParentheses());
    }
    return new From.Opaque(new Expr.Compound(parts, false), alias);
  }
}
