package org.fraiseql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.CatalogReader;
import org.fraiseql.catalog.PgType;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Database;
import org.fraiseql.declaration.DeclarationReader;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.definition.Definitions;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.repository.Session;
import org.fraiseql.resolver.Validation;

/** Reads the database's catalogue and makes the model that follows from it. Blocks. */
final class ModelReader {

  /** Questions in one statement: few enough to plan quickly, many enough to save round trips. */
  private static final int BATCH = 200;

  /** What methods can ask for beside their field's arguments. */
  private static final Set<Class<?>> INJECTED = Set.of(Caller.class, Session.class);

  private final Database database;
  private final Settings settings;
  private final Declarations declarations;
  private final Validation validation;

  ModelReader(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
    this.declarations = DeclarationReader.read(settings.api(), INJECTED);
    this.validation = Validation.of(declarations);
  }

  /** What changes whenever something changes that the model follows from. */
  String fingerprint() {
    return database.inspect(CatalogReader::fingerprint);
  }

  /**
   * Reads everything.
   *
   * @throws ProblemException if the database cannot be reached, or with a {@link
   *     DeclarationProblem} first if the settings are strict and what Java declares does not fit
   */
  Model read() {
    String fingerprint = fingerprint();
    Catalog catalog = database.inspect(session -> CatalogReader.read(session, settings.roles()));
    // The definitions are walked several times, and ask for the same few types again and again.
    Map<String, Optional<PgType>> named = new HashMap<>();
    Definitions definitions =
        Definitions.of(
            catalog,
            questions -> typesOf(catalog, questions),
            spelling -> named.computeIfAbsent(spelling, s -> typeNamed(catalog, s)).orElse(null));
    Model model =
        new Model(
            definitions, declarations, validation, database, settings, callers(), fingerprint);
    if (settings.strict()) {
      refuse(model.report());
    }
    return model;
  }

  private static void refuse(Report report) {
    List<DefinitionProblem> unfit =
        report.problems().stream()
            .filter(DeclarationProblem.class::isInstance)
            .filter(problem -> problem.severity() == DefinitionProblem.Severity.ERROR)
            .toList();
    if (!unfit.isEmpty()) {
      throw new ProblemException(unfit);
    }
  }

  /** Requests run as the role that logs in, if they may take on no other. */
  private List<String> callers() {
    if (!settings.roles().isEmpty()) {
      return settings.roles();
    }
    return database.inspect(
        session ->
            session.query("SELECT CURRENT_USER::text AS role").stream()
                .map(row -> String.valueOf(row.string("role")))
                .toList());
  }

  private Map<String, PgType> typesOf(Catalog catalog, List<String> questions) {
    Map<String, PgType> types = new HashMap<>();
    for (int at = 0; at < questions.size(); at += BATCH) {
      List<String> batch = questions.subList(at, Math.min(at + BATCH, questions.size()));
      types.putAll(typesOfBatch(catalog, batch));
    }
    return types;
  }

  /**
   * A question that PostgreSQL refuses, say for want of a right, takes the others with it; then
   * each is asked alone.
   */
  private Map<String, PgType> typesOfBatch(Catalog catalog, List<String> questions) {
    try {
      return database.inspect(session -> CatalogReader.typesOf(session, catalog, questions));
    } catch (ProblemException e) {
      rethrowIfAway(e);
      if (questions.size() == 1) {
        return Map.of();
      }
    }
    List<Map<String, PgType>> halves = new ArrayList<>();
    int middle = questions.size() / 2;
    halves.add(typesOfBatch(catalog, questions.subList(0, middle)));
    halves.add(typesOfBatch(catalog, questions.subList(middle, questions.size())));
    Map<String, PgType> types = new HashMap<>();
    halves.forEach(types::putAll);
    return types;
  }

  private static void rethrowIfAway(ProblemException e) {
    boolean away =
        e.problems().stream()
            .anyMatch(
                problem ->
                    problem instanceof DatabaseProblem.Unreachable
                        || problem instanceof DatabaseProblem.Unavailable
                        || problem instanceof DatabaseProblem.Overloaded);
    if (away) {
      throw e;
    }
  }

  private Optional<PgType> typeNamed(Catalog catalog, String spelling) {
    try {
      return database.inspect(
          session -> Optional.ofNullable(CatalogReader.typeNamed(session, catalog, spelling)));
    } catch (ProblemException e) {
      rethrowIfAway(e);
      return Optional.empty();
    }
  }
}
