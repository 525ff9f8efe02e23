package org.fraiseql.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a routine's PL/pgSQL source tells of how it treats errors. It is read word by word, without
 * PostgreSQL; what is not recognised counts as harmless. Immutable.
 */
public final class RoutineBody {

  /** What GET STACKED DIAGNOSTICS gives that PostgreSQL may have written. */
  private static final Set<String> POSTGRES_TEXTS =
      Set.of(
          "message_text",
          "pg_exception_detail",
          "pg_exception_hint",
          "pg_exception_context",
          "constraint_name",
          "table_name",
          "column_name",
          "schema_name",
          "pg_datatype_name");

  private static final Set<String> RETRYABLE =
      Set.of("serialization_failure", "40001", "deadlock_detected", "40P01");

  /** A condition that stands for all errors after which a transaction is to be tried again. */
  private static final Set<String> ALL_RETRYABLE = Set.of("transaction_rollback", "40000");

  private static final Set<String> CHANGES =
      Set.of("insert", "update", "delete", "merge", "call", "lock", "truncate", "refresh");

  private static final Pattern DYNAMIC_WORK =
      Pattern.compile("(?i)\\b(insert|update|delete|merge|from|call)\\b");

  private final List<Integer> swallowing;
  private final boolean leaksErrors;
  private final OwnTexts texts;

  private RoutineBody(List<Integer> swallowing, boolean leaksErrors, OwnTexts texts) {
    this.swallowing = swallowing;
    this.leaksErrors = leaksErrors;
    this.texts = texts;
  }

  /** Reads a body as it was written; {@link Routine#source}. */
  public static RoutineBody of(String source) {
    List<PlpgsqlWord> words = PlpgsqlWord.all(source);
    List<PlpgsqlHandler> handlers = PlpgsqlHandler.all(words);
    List<Integer> swallowing =
        handlers.stream().filter(RoutineBody::swallows).map(PlpgsqlHandler::line).toList();
    List<String> tainted = new ArrayList<>(List.of("sqlerrm"));
    for (PlpgsqlHandler handler : handlers) {
      if (!handler.isAuthors()) {
        tainted.addAll(diagnosed(handler.body()));
      }
    }
    boolean leaks = handlers.stream().anyMatch(handler -> leaks(handler, tainted));
    return new RoutineBody(swallowing, leaks, OwnTexts.of(words, tainted));
  }

  /**
   * Whether a handler for all errors also takes serialization failures and deadlocks and does not
   * raise them again.
   */
  public boolean swallowsRetryable() {
    return !swallowing.isEmpty();
  }

  /** The lines of those handlers, from 1. */
  public List<Integer> swallowingLines() {
    return swallowing;
  }

  /**
   * Whether an answer may hold PostgreSQL's own text of an error, which can show names and values.
   */
  public boolean leaksErrors() {
    return leaksErrors;
  }

  /**
   * Whether the author of the body wrote this message: it is one of its strings, or what RAISE,
   * {@code format} or {@code ||} makes of them, unless with PostgreSQL's text of an error.
   */
  public boolean isOwnText(String message) {
    return texts.include(message);
  }

  private static boolean swallows(PlpgsqlHandler handler) {
    return handler.handlesAll()
        && !coversRetryable(handler.earlier())
        && doesWork(handler.guarded())
        && !raisesAgain(handler.body());
  }

  private static boolean coversRetryable(List<String> conditions) {
    return conditions.stream().anyMatch(ALL_RETRYABLE::contains)
        || ((conditions.contains("serialization_failure") || conditions.contains("40001"))
            && (conditions.contains("deadlock_detected") || conditions.contains("40P01")));
  }

  /**
   * Where nothing is read or written, such as in a trial cast, no transaction is in another's way.
   */
  private static boolean doesWork(List<PlpgsqlWord> guarded) {
    boolean from = guarded.stream().anyMatch(word -> word.is("from"));
    boolean dynamic =
        guarded.stream()
            .anyMatch(word -> word.isString() && DYNAMIC_WORK.matcher(word.value()).find());
    return guarded.stream()
        .filter(PlpgsqlWord::isName)
        .anyMatch(
            word ->
                CHANGES.contains(word.value())
                    || word.value().startsWith("fn_")
                    || word.value().startsWith("pg_advisory")
                    || (from && word.isAny("select", "perform", "with"))
                    || (dynamic && word.is("execute")));
  }

  private static boolean raisesAgain(List<PlpgsqlWord> body) {
    for (List<PlpgsqlWord> statement : statements(body)) {
      if (statement.getFirst().is("raise") && (statement.size() == 1 || keepsState(statement))) {
        return true;
      }
    }
    return false;
  }

  /**
   * RAISE serialization_failure, RAISE SQLSTATE '40001', or USING ERRCODE = what is not known here.
   */
  private static boolean keepsState(List<PlpgsqlWord> raise) {
    for (int i = 1; i < raise.size(); i++) {
      PlpgsqlWord word = raise.get(i);
      PlpgsqlWord before = raise.get(i - 1);
      if (RETRYABLE.contains(word.value()) && !before.is(",")) {
        return true;
      }
      boolean code = i > 1 && before.isAny("=", ":=") && raise.get(i - 2).is("errcode");
      if (code && !word.isString()) {
        return true;
      }
    }
    return false;
  }

  private static boolean leaks(PlpgsqlHandler handler, List<String> tainted) {
    if (handler.isAuthors()) {
      return false;
    }
    return statements(handler.body()).stream()
        .filter(statement -> !isForLogs(statement) && !statement.getFirst().is("get"))
        .flatMap(List::stream)
        .anyMatch(word -> word.isName() && tainted.contains(word.value()));
  }

  private static boolean isForLogs(List<PlpgsqlWord> statement) {
    return statement.getFirst().is("insert")
        || (statement.getFirst().is("raise")
            && statement.size() > 1
            && statement.get(1).isAny("notice", "log", "debug", "info", "warning"));
  }

  /** The variables into which GET STACKED DIAGNOSTICS puts texts of PostgreSQL. */
  private static List<String> diagnosed(List<PlpgsqlWord> body) {
    List<String> found = new ArrayList<>();
    for (List<PlpgsqlWord> statement : statements(body)) {
      for (int i = 2; i < statement.size() && statement.getFirst().is("get"); i++) {
        if (POSTGRES_TEXTS.contains(statement.get(i).value())
            && statement.get(i - 1).isAny("=", ":=")) {
          found.add(statement.get(i - 2).value());
        }
      }
    }
    return found;
  }

  /** Cut where statements may begin; none is empty. */
  private static List<List<PlpgsqlWord>> statements(List<PlpgsqlWord> words) {
    List<List<PlpgsqlWord>> found = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= words.size(); i++) {
      if (i == words.size() || words.get(i).isAny(";", "then", "else", "loop", "begin")) {
        if (i > start) {
          found.add(words.subList(start, i));
        }
        start = i + 1;
      }
    }
    return found;
  }
}
