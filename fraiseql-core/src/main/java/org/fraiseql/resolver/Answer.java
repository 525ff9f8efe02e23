package org.fraiseql.resolver;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.Problem;

/**
 * The answer of one request, as it comes together. Several threads fill it in, each while it holds
 * the answer's lock.
 */
final class Answer {

  final Cell data = new Cell(null, "data", true);
  private final List<Filled.Failure> failures = new ArrayList<>();

  /** The places that wait for the same field of Java's, in the order in which they were found. */
  static final class Open {
    private final Map<Part, List<Waiting>> byPart = new IdentityHashMap<>();
    private final List<Part> parts = new ArrayList<>();

    void add(Part part, Waiting waiting) {
      byPart
          .computeIfAbsent(
              part,
              _ -> {
                parts.add(part);
                return new ArrayList<>();
              })
          .add(waiting);
    }

    List<Part> parts() {
      return parts;
    }

    List<Waiting> of(Part part) {
      return byPart.getOrDefault(part, List.of());
    }
  }

  void fail(Cell cell, Problem problem) {
    fail(cell, List.of(problem));
  }

  /** GraphQL's rule: null goes outwards to where it may be. */
  synchronized void fail(Cell cell, List<? extends Problem> problems) {
    if (!cell.isGone()) {
      problems.forEach(problem -> failures.add(new Filled.Failure(cell.path(), problem)));
      cell.clear();
    }
  }

  synchronized List<Filled.Failure> failures() {
    return List.copyOf(failures);
  }

  synchronized Buffer json(Cell from) {
    Buffer json = Buffer.buffer(1_024);
    from.write(json);
    return json;
  }

  /** Those that are still to be seen. */
  synchronized List<Waiting> visible(List<Waiting> waiting) {
    return waiting.stream().filter(each -> !each.cell().isGone()).toList();
  }
}
