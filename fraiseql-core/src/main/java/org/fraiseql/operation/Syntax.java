package org.fraiseql.operation;

import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.InvalidUnicodeSyntaxException;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import java.util.List;
import java.util.Locale;
import org.fraiseql.problem.DocumentProblem;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.Problem.Location;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RequestProblem;
import org.jspecify.annotations.Nullable;

/** Text to syntax tree, with hostile text refused before it costs much. Thread-safe. */
final class Syntax {

  /** Brackets within brackets; GraphiQL's own introspection has 15. */
  static final int NESTING = 100;

  private final int tokens;
  private final ParserOptions options;

  Syntax(int tokens) {
    this.tokens = tokens;
    this.options =
        ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .readerTrackData(false)
            .maxTokens(tokens)
            .maxWhitespaceTokens(200_000)
            .maxCharacters(1 << 20)
            .maxRuleDepth(20 * NESTING)
            .build();
  }

  Parsed parse(String text) {
    refuseDeepNesting(text);
    try {
      Parsed parsed =
          Parsed.of(
              Parser.parse(
                  ParserEnvironment.newParserEnvironment()
                      .document(text)
                      .parserOptions(options)
                      .locale(Locale.ENGLISH)
                      .build()));
      if (parsed.operations().isEmpty()) {
        throw new ProblemException(
            new DocumentProblem.Syntax("The document has no operation.", List.of()));
      }
      return parsed;
    } catch (InvalidSyntaxException e) {
      throw new ProblemException(problem(e));
    }
  }

  private RequestProblem problem(InvalidSyntaxException e) {
    SourceLocation source = e.getLocation();
    List<Location> at = source == null ? List.of() : List.of(Place.locationOf(source));
    String token = e.getOffendingToken();
    return switch (e) {
      case ParseCancelledTooDeepException _ ->
          new LimitProblem.NestedTooDeeply("The document", NESTING, at);
      case ParseCancelledException _ -> new LimitProblem.TooManyTokens(tokens);
      case ParseCancelledTooManyCharsException _ -> new LimitProblem.TooManyTokens(tokens);
      case InvalidUnicodeSyntaxException _ ->
          new DocumentProblem.Syntax("A string has an escape that is not a Unicode character.", at);
      default -> new DocumentProblem.Syntax(message(token), at);
    };
  }

  private static String message(@Nullable String token) {
    if (token == null || token.isBlank()) {
      return "The document cannot be read as GraphQL.";
    }
    if (token.equals("<EOF>")) {
      return "The document ends too early: something is missing at its end, such as a '}'.";
    }
    String shown = token.replaceAll("\\p{Cntrl}", "?");
    return "The document cannot be read as GraphQL: '"
        + (shown.length() <= 40 ? shown : shown.substring(0, 37) + "…")
        + "' is not expected here.";
  }

  /** The parser is recursive, so depth is looked at before it: one pass over the characters. */
  private static void refuseDeepNesting(String text) {
    int depth = 0;
    int at = 0;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '{', '[', '(' -> {
          if (++depth > NESTING) {
            throw new ProblemException(
                new LimitProblem.NestedTooDeeply(
                    "The document", NESTING, List.of(location(text, at))));
          }
          at++;
        }
        case '}', ']', ')' -> {
          depth--;
          at++;
        }
        case '#' -> at = endOfLine(text, at);
        case '"' -> at = endOfString(text, at);
        default -> at++;
      }
    }
  }

  private static int endOfLine(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static int endOfString(String text, int from) {
    if (text.startsWith("\"\"\"", from)) {
      int end = from + 3;
      do {
        end = text.indexOf("\"\"\"", end);
        if (end < 0) {
          return text.length();
        }
        end += 3;
      } while (text.charAt(end - 4) == '\\');
      return end;
    }
    int at = from + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      if (c == '\n' || c == '\r') {
        return at;
      }
      at += c == '\\' ? 2 : 1;
    }
    return text.length();
  }

  private static Location location(String text, int at) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Location(line, at - lineStart + 1);
  }
}
