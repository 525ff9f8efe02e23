package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fraiseql.definition.Expr.Case;
import org.fraiseql.definition.Expr.Compound;
import org.fraiseql.definition.Expr.Word;
import org.jspecify.annotations.Nullable;

/** The part of {@link DefinitionParser} that reads expressions. */
final class ExprParser {

  private static final Set<String> ENDS =
      Set.of(
          ",",
          ")",
          "]",
          "AS",
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "WINDOW",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "FOR",
          "LEFT",
          "RIGHT",
          "FULL",
          "INNER",
          "CROSS",
          "NATURAL",
          "JOIN",
          "ON",
          "USING",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "TABLESAMPLE");

  private static final String[] AFTER_WINDOW = {
    ")", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"
  };

  private static final Set<String> TWO_WORD_TYPES = Set.of("double", "character", "bit");

  private final Words words;
  private final DefinitionParser queries;

  ExprParser(Words words, DefinitionParser queries) {
    this.words = words;
    this.queries = queries;
  }

  /** An expression up to a comma, a closing parenthesis or the next clause. */
  Expr expression() {
    List<Expr> parts = new ArrayList<>();
    while (words.peek().kind() != Token.Kind.END && !endsHere()) {
      part(parts);
    }
    if (parts.isEmpty()) {
      throw new NotUnderstood("'" + words.peek().text() + "' where an expression was expected");
    }
    return parts.size() == 1 ? parts.getFirst() : new Compound(parts, false);
  }

  private boolean endsHere() {
    Token token = words.peek();
    return (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.SYMBOL)
        && ENDS.contains(token.text());
  }

  /** Everything up to the closing parenthesis or the end, or null when that is nothing. */
  @Nullable Expr rest() {
    List<Expr> parts = soup(")");
    return parts.isEmpty() ? null : new Compound(parts, false);
  }

  /**
   * What follows the clauses of a SELECT, or null.
   *
   * @param branch whether only its WINDOW clause is its own: it is a branch of a set operation
   */
  @Nullable Expr tail(boolean branch) {
    List<Expr> parts = new ArrayList<>();
    if (words.peek().is("WINDOW")) {
      while (words.peek().kind() != Token.Kind.END && !words.peek().isAny(AFTER_WINDOW)) {
        part(parts);
      }
    }
    if (!branch && !words.peek().isAny("UNION", "INTERSECT", "EXCEPT")) {
      parts.addAll(soup(")"));
    }
    return parts.isEmpty() ? null : new Compound(parts, false);
  }

  /** A parenthesised expression, parentheses kept. */
  Expr parenthesised() {
    words.expect("(");
    List<Expr> parts = soup(")");
    words.expect(")");
    return new Compound(parts, true);
  }

  /** A parenthesis whose names are not columns: a column definition list. */
  Expr verbatimParentheses() {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    do {
      Token token = words.next();
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      text.append(token.text()).append(' ');
    } while (depth > 0 && words.peek().kind() != Token.Kind.END);
    return new Word(text.toString().strip());
  }

  /** The function call, or ROWS FROM, that stands in a FROM clause. */
  Expr callInFrom() {
    if (words.peek().kind() == Token.Kind.NAME) {
      return primary();
    }
    List<Expr> parts = new ArrayList<>();
    while (!words.peek().is("(")) {
      parts.add(new Word(words.next().text()));
    }
    parts.add(parenthesised());
    return new Compound(parts, false);
  }

  private List<Expr> soup(String end) {
    List<Expr> parts = new ArrayList<>();
    while (!words.peek().is(end) && words.peek().kind() != Token.Kind.END) {
      part(parts);
    }
    return parts;
  }

  private void part(List<Expr> parts) {
    Token token = words.peek();
    switch (token.kind()) {
      case NAME -> {
        boolean plainName =
            words.peek(1).is("=>")
                || words.peek(-1).isAny("OVER", "COLLATE", ".", "AS", "NAME")
                || (words.peek(-1).is("(") && words.peek(-2).is("EXTRACT"));
        parts.add(plainName ? verbatimName() : primary());
      }
      case STRING, NUMBER -> parts.add(primary());
      case SYMBOL -> symbol(parts, token);
      case WORD -> word(parts, token);
      case END -> throw new NotUnderstood("an end in the middle");
    }
  }

  private Expr verbatimName() {
    StringBuilder text = new StringBuilder(words.next().text());
    while (words.peek().is(".")) {
      text.append(words.next().text()).append(words.next().text());
    }
    return new Word(text.toString());
  }

  private void symbol(List<Expr> parts, Token token) {
    if (token.is("(")) {
      parts.add(primary());
    } else if (token.is("[")) {
      words.expect("[");
      parts.add(new Word("["));
      parts.addAll(soup("]"));
      words.expect("]");
      parts.add(new Word("]"));
      castsOfLast(parts);
    } else {
      parts.add(new Word(words.next().text()));
    }
  }

  /** A cast behind a bracket belongs to all that stands before it: {@code ARRAY[…]::text[]}. */
  private void castsOfLast(List<Expr> parts) {
    if (words.peek().is("::")) {
      Expr whole = new Compound(List.copyOf(parts), false);
      parts.clear();
      parts.add(casts(whole));
    }
  }

  private void word(List<Expr> parts, Token token) {
    switch (token.text()) {
      case "CASE", "COALESCE", "NULL", "true", "false" -> parts.add(primary());
      case "OPERATOR" -> {
        words.next();
        Word operator = (Word) verbatimParentheses();
        parts.add(new Word("OPERATOR" + operator.text().replace(" ", "")));
      }
      case "WITHIN" -> {
        parts.add(new Word(words.next().text()));
        parts.add(new Word(words.next().text()));
      }
      default -> parts.add(new Word(words.next().text()));
    }
  }

  /** One operand with the casts behind it. */
  private Expr primary() {
    Token token = words.peek();
    words.enter();
    Expr operand =
        switch (token.kind()) {
          case NAME -> named();
          case STRING -> string();
          case NUMBER -> new Expr.Constant(words.next().text(), null);
          case WORD -> keyword();
          case SYMBOL -> group();
          case END -> throw new NotUnderstood("an end in the middle");
        };
    words.leave();
    return casts(operand);
  }

  private Expr string() {
    Token token = words.next();
    boolean text = token.text().startsWith("'") || token.text().startsWith("E");
    return new Expr.Constant(token.text(), text ? token.value() : null);
  }

  private Expr keyword() {
    Token token = words.next();
    return switch (token.text()) {
      case "CASE" -> caseExpression();
      case "COALESCE" -> {
        words.expect("(");
        List<Expr> arguments = new ArrayList<>();
        do {
          arguments.add(expression());
        } while (words.accept(","));
        words.expect(")");
        yield new Expr.Coalesce(arguments);
      }
      default -> new Expr.Constant(token.text(), null);
    };
  }

  private Expr caseExpression() {
    Expr operand = words.peek().is("WHEN") ? null : expression();
    List<Case.When> branches = new ArrayList<>();
    while (words.accept("WHEN")) {
      Expr condition = expression();
      words.expect("THEN");
      branches.add(new Case.When(condition, expression()));
    }
    Expr otherwise = words.accept("ELSE") ? expression() : null;
    words.expect("END");
    return new Case(operand, branches, otherwise);
  }

  private Expr group() {
    boolean afterWord = words.peek(-1).kind() == Token.Kind.WORD;
    if (words.peek(1).isAny("SELECT", "WITH", "VALUES")) {
      words.expect("(");
      Query query = queries.query();
      words.expect(")");
      return new Expr.SubQuery(query);
    }
    Compound inner = (Compound) parenthesised();
    boolean usedFurther = words.peek().isAny(".", "[");
    boolean single = inner.parts().size() == 1 && !(inner.parts().getFirst() instanceof Word);
    return single && !afterWord && !usedFurther ? inner.parts().getFirst() : inner;
  }

  private Expr named() {
    Token first = words.next();
    Token second = null;
    if (words.peek().is(".")) {
      if (words.peek(1).is("*")) {
        words.next();
        words.next();
        return new Expr.WholeRow(first.value());
      }
      words.next();
      second = words.next();
    }
    if (words.peek().is("(")) {
      String sql = second == null ? first.text() : first.text() + "." + second.text();
      return call(sql, second == null ? first.value() : first.value() + "." + second.value());
    }
    return second == null
        ? new Expr.Column(null, first.value())
        : new Expr.Column(first.value(), second.value());
  }

  private Expr call(String sql, String name) {
    words.expect("(");
    boolean distinct = words.accept("DISTINCT");
    List<Expr> arguments = new ArrayList<>();
    List<Expr> orderBy = new ArrayList<>();
    if (!words.peek().is(")")) {
      do {
        arguments.add(expression());
      } while (words.accept(","));
      if (words.accept("ORDER")) {
        words.expect("BY");
        do {
          orderBy.add(expression());
        } while (words.accept(","));
      }
    }
    words.expect(")");
    return afterCall(sql, name, arguments, distinct, orderBy);
  }

  private Expr afterCall(
      String sql, String name, List<Expr> arguments, boolean distinct, List<Expr> orderBy) {
    List<Expr> within = new ArrayList<>();
    if (words.peek().is("WITHIN")) {
      word(within, words.peek());
      within.add(parenthesised());
    }
    Expr filter = null;
    if (words.accept("FILTER")) {
      words.expect("(");
      words.expect("WHERE");
      filter = expression();
      words.expect(")");
    }
    List<Expr> over = new ArrayList<>();
    if (words.accept("OVER")) {
      over.add(new Word("OVER"));
      over.add(words.peek().is("(") ? parenthesised() : verbatimName());
    }
    Expr.Call.Kind kind = queries.kind(name);
    if (within.isEmpty() && over.isEmpty()) {
      return new Expr.Call(sql, name, kind, arguments, distinct, orderBy, filter);
    }
    List<Expr> parts = new ArrayList<>();
    parts.add(
        new Expr.Call(
            sql, name, kind, arguments, distinct, orderBy, within.isEmpty() ? filter : null));
    parts.addAll(within);
    if (!within.isEmpty() && filter != null) {
      parts.add(new Word("FILTER"));
      parts.add(new Compound(List.of(new Word("WHERE"), filter), true));
    }
    parts.addAll(over);
    return new Compound(parts, true);
  }

  private Expr casts(Expr operand) {
    Expr result = operand;
    while (words.accept("::")) {
      result = new Expr.Cast(result, type());
    }
    return result;
  }

  /** The name of a type as {@code format_type} writes it. */
  private String type() {
    Token first = words.next();
    StringBuilder type = new StringBuilder(first.text());
    if (first.kind() == Token.Kind.NAME) {
      while (words.accept(".")) {
        type.append('.').append(words.next().text());
      }
    } else if (TWO_WORD_TYPES.contains(first.text())
        && words.peek().isAny("precision", "varying")) {
      type.append(' ').append(words.next().text());
    }
    if (first.is("interval")) {
      while (words.peek().isAny("year", "month", "day", "hour", "minute", "second", "to")) {
        type.append(' ').append(words.next().text());
      }
    }
    if (words.peek().is("(")) {
      type.append(((Word) verbatimParentheses()).text().replace(" ", ""));
    }
    if (first.isAny("timestamp", "time") && words.peek().isAny("with", "without")) {
      type.append(' ').append(words.next().text());
      type.append(' ').append(words.next().text());
      type.append(' ').append(words.next().text());
    }
    while (words.peek().is("[") && words.peek(1).is("]")) {
      words.next();
      words.next();
      type.append("[]");
    }
    return type.toString();
  }
}
