package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.List;

/** Where the parser stands in its list of words. */
final class Words {

  /** What reads and writes trees calls itself for each level; its stack must suffice. */
  private static final int DEEPEST = 200;

  private final List<Token> tokens;
  private int at;
  private int depth;

  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** Says that an operand begins, perhaps inside another. */
  void enter() {
    if (++depth > DEEPEST) {
      throw new NotUnderstood("more than " + DEEPEST + " levels of parentheses");
    }
  }

  void leave() {
    depth--;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.clamp(at + ahead, 0, tokens.size() - 1));
  }

  Token next() {
    if (peek().kind() == Token.Kind.END) {
      throw new NotUnderstood("an end in the middle");
    }
    return tokens.get(at++);
  }

  boolean accept(String word) {
    if (peek().is(word)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw new NotUnderstood("'" + peek().text() + "' where '" + word + "' was expected");
    }
  }

  String name() {
    if (peek().kind() != Token.Kind.NAME) {
      throw new NotUnderstood("'" + peek().text() + "' where a name was expected");
    }
    return next().value();
  }

  String alias() {
    accept("AS");
    return name();
  }

  List<String> names() {
    expect("(");
    List<String> names = new ArrayList<>();
    do {
      names.add(name());
    } while (accept(","));
    expect(")");
    return names;
  }
}
