package org.fraiseql.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fraiseql.Report;
import org.fraiseql.catalog.Routine;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.problem.Problem;

/** Shows what was found in a database: a table, below it all problems and how many they are. */
public final class StartReport {

  private static final class Counts {
    int views;
    int tableViews;
    int materialized;
    int commands;

    int total() {
      return views + tableViews + materialized;
    }
  }

  private StartReport() {}

  public static String of(Report report) {
    Map<String, Counts> contexts = new TreeMap<>();
    for (ReadModel model : report.models()) {
      Counts counts = contexts.computeIfAbsent(model.name().context(), _ -> new Counts());
      switch (model.kind()) {
        case VIEW -> counts.views++;
        case TABLE_VIEW -> counts.tableViews++;
        case MATERIALIZED_VIEW -> counts.materialized++;
      }
    }
    for (Routine command : report.commands()) {
      contexts.computeIfAbsent(command.context(), _ -> new Counts()).commands++;
    }
    int width = contexts.keySet().stream().mapToInt(String::length).max().orElse(0);
    width = Math.max(width, "context".length());
    String line = "  %-" + width + "s  %11s  %7s  %7s  %7s  %8s%n";
    StringBuilder text = new StringBuilder();
    if (!contexts.isEmpty()) {
      text.append(line.formatted("context", "read models", "v_", "tv_", "mv_", "commands"));
    }
    contexts.forEach(
        (name, counts) ->
            text.append(
                line.formatted(
                    name,
                    counts.total(),
                    counts.views,
                    counts.tableViews,
                    counts.materialized,
                    counts.commands)));
    text.append("%n%s".formatted(brief(report)));
    return text.toString();
  }

  /** What there is in one line, below it the problems. */
  public static String brief(Report report) {
    StringBuilder text = new StringBuilder();
    long contexts =
        Stream.concat(
                report.models().stream().map(model -> model.name().context()),
                report.commands().stream().map(Routine::context))
            .distinct()
            .count();
    text.append(
        "%s, %s, %s, %s, %s%n"
            .formatted(
                counted((int) contexts, "context"),
                counted(report.models().size(), "read model"),
                counted(report.commands().size(), "command"),
                counted(report.types(), "type"),
                counted(report.fields(), "query field")));
    for (Problem problem : report.problems()) {
      text.append("%n%s%n".formatted(ProblemText.of(problem)));
    }
    int errors = (int) report.problems().stream().filter(ProblemText::isError).count();
    text.append(
        "%n%s, %s%n"
            .formatted(
                counted(errors, "error"), counted(report.problems().size() - errors, "notice")));
    return text.toString();
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
