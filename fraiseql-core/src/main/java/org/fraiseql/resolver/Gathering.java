package org.fraiseql.resolver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.repository.Session;
import org.jspecify.annotations.Nullable;

/**
 * Looks up by one statement what the calls of one method ask for, each a document by its id.
 * Thread-safe.
 *
 * <p>A call that asks waits until all others that run ask too, or have ended; but no longer than a
 * moment, since others may wait for something that it holds.
 */
final class Gathering {

  /** How long a call waits for others that do something else. */
  private static final long PATIENCE_MILLIS = 2;

  private final Session session;
  private final Declarations declarations;
  private List<Question<?>> open = new ArrayList<>();
  private int running;

  private record Question<T>(Class<T> type, Object id, CompletableFuture<Optional<T>> answer) {}

  Gathering(Session session, Declarations declarations) {
    this.session = session;
    this.declarations = declarations;
  }

  /** A call begins, or something else that others have to wait for. */
  synchronized void begun() {
    running++;
  }

  /** It has ended. */
  void ended() {
    List<Question<?>> due;
    synchronized (this) {
      running--;
      due = dueNow();
    }
    if (!due.isEmpty()) {
      Thread.startVirtualThread(() -> ask(due));
    }
  }

  private List<Question<?>> dueNow() {
    return open.size() >= running ? taken() : List.of();
  }

  private synchronized List<Question<?>> taken() {
    List<Question<?>> due = open;
    running -= due.size();
    open = new ArrayList<>();
    return due;
  }

  <T> Optional<T> findById(Class<T> type, Object id) {
    RecordDeclaration record = declarations.records().get(type);
    if (record == null || record.component("id").isEmpty()) {
      return session.findById(type, id);
    }
    Question<T> question = new Question<>(type, id, new CompletableFuture<>());
    List<Question<?>> due;
    synchronized (this) {
      open.add(question);
      due = dueNow();
    }
    try {
      ask(due);
      return answer(question);
    } finally {
      begun();
    }
  }

  private <T> Optional<T> answer(Question<T> question) {
    try {
      try {
        return question.answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        ask(taken());
        return question.answer.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new DatabaseProblem.Cancelled());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private void ask(List<Question<?>> due) {
    Map<Class<?>, List<Question<?>>> byType = new LinkedHashMap<>();
    due.forEach(q -> byType.computeIfAbsent(q.type, _ -> new ArrayList<>()).add(q));
    byType.forEach(this::ask);
  }

  private void ask(Class<?> type, List<Question<?>> due) {
    if (due.size() == 1) {
      alone(due.getFirst());
      return;
    }
    try {
      RecordDeclaration record = Objects.requireNonNull(declarations.records().get(type));
      List<Object> ids = due.stream().<Object>map(Question::id).distinct().toList();
      Map<String, Object> found = new HashMap<>();
      for (Object each : session.findByIds(type, ids)) {
        found.put(key(record.value(each, "id")), each);
      }
      due.forEach(question -> answered(question, found.get(key(question.id))));
    } catch (RuntimeException e) {
      // One id that is none spoils it for the others.
      due.forEach(this::alone);
    }
  }

  private <T> void alone(Question<T> question) {
    try {
      question.answer.complete(session.findById(question.type, question.id));
    } catch (RuntimeException e) {
      question.answer.completeExceptionally(e);
    }
  }

  private static <T> void answered(Question<T> question, @Nullable Object found) {
    question.answer.complete(Optional.ofNullable(question.type.cast(found)));
  }

  private static String key(@Nullable Object id) {
    return String.valueOf(id).toLowerCase(java.util.Locale.ROOT);
  }
}
