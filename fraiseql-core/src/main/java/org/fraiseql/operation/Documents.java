package org.fraiseql.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RequestProblem;

/**
 * Clients' documents, validated against one schema and kept by their text; what is wrong with a
 * document is kept as well. Thread-safe.
 */
public final class Documents {

  /** Bytes of memory that the kept documents may take, roughly. */
  private static final long KEPT_BYTES = 32L << 20;

  private sealed interface Outcome {
    record Valid(Document document) implements Outcome {}

    record Refused(List<? extends Problem> problems) implements Outcome {}
  }

  private final Terms terms;
  private final Syntax syntax;
  private final Introspection introspection;
  private final Cache<String, Outcome> known =
      Caffeine.newBuilder().maximumWeight(KEPT_BYTES).weigher(Documents::weight).build();

  /**
   * @param suggestions whether problems may name what the schema has
   */
  public Documents(GraphQLSchema schema, DocumentLimits limits, boolean suggestions) {
    this(schema, limits, suggestions, _ -> false);
  }

  /**
   * @param written whether a field is answered by Java: its arguments are bound as a whole
   */
  public Documents(
      GraphQLSchema schema,
      DocumentLimits limits,
      boolean suggestions,
      Predicate<GraphQLFieldDefinition> written) {
    this.terms = new Terms(schema, limits, new Suggestions(suggestions), written);
    this.syntax = new Syntax(limits.tokens());
    this.introspection = new Introspection(schema);
  }

  /** A syntax tree takes some thirty times the memory of its text. */
  private static int weight(String text, Outcome outcome) {
    int factor =
        switch (outcome) {
          case Outcome.Valid _ -> 40;
          case Outcome.Refused _ -> 2;
        };
    return (int) Math.min(1_000L + (long) factor * text.length(), Integer.MAX_VALUE);
  }

  /**
   * The validated document.
   *
   * @throws ProblemException with everything that is wrong with it
   */
  public Document parse(String text) {
    return switch (known.get(text, this::read)) {
      case Outcome.Valid valid -> valid.document;
      case Outcome.Refused refused -> throw new ProblemException(refused.problems);
    };
  }

  private Outcome read(String text) {
    try {
      Parsed parsed = syntax.parse(text);
      // Over a limit it must not even be walked with its fragments spread out.
      throwIfAny(Extent.check(parsed, terms.limits()));
      List<RequestProblem> problems = new ArrayList<>(NameCheck.check(terms, parsed));
      problems.addAll(SpecificationRules.check(terms, parsed));
      throwIfAny(problems);
      return new Outcome.Valid(new Document(terms, parsed, introspection));
    } catch (ProblemException e) {
      return new Outcome.Refused(e.problems());
    }
  }

  private static void throwIfAny(List<RequestProblem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
