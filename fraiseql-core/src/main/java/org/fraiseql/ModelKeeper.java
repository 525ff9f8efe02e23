package org.fraiseql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fraiseql.database.Database;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the model in step with the catalogue: reads it when the database comes, and again when it
 * changes. A catalogue that cannot be read leaves the model that is there. Thread-safe.
 */
final class ModelKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelKeeper.class);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Database database;
  private final ModelReader reader;
  private final Duration interval;
  private final Promise<Model> first = Promise.promise();
  private volatile @Nullable Model current;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(ModelKeeper::thread);
  private volatile boolean closed;

  ModelKeeper(Vertx vertx, Database database, ModelReader reader, Duration interval) {
    this.vertx = vertx;
    this.database = database;
    this.reader = reader;
    this.interval = interval;
  }

  void start() {
    database.whenReachable().onSuccess(_ -> later(this::readFirst, Duration.ZERO));
  }

  private void readFirst() {
    try {
      refresh();
      later(this::look, interval);
    } catch (RuntimeException e) {
      LOG.warn("The catalogue cannot be read: {}", e.getMessage());
      LOG.debug("The catalogue cannot be read", e);
      if (isUnfit(e)) {
        first.tryFail(e);
      }
      later(this::readFirst, RETRY);
    }
  }

  private void look() {
    try {
      refresh();
    } catch (RuntimeException e) {
      if (isUnfit(e)) {
        LOG.warn("The catalogue has changed, and the schema stays as it was: {}", e.getMessage());
      }
      LOG.debug("The catalogue cannot be looked at", e);
    }
    later(this::look, interval);
  }

  /** Whether what Java declares does not fit, and has to. */
  private static boolean isUnfit(RuntimeException failure) {
    return failure instanceof ProblemException e
        && e.problems().getFirst() instanceof DeclarationProblem;
  }

  private void later(Runnable work, Duration delay) {
    if (!closed) {
      try {
        watcher.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Closed meanwhile", e);
      }
    }
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("fraiseql-catalogue").unstarted(work);
  }

  /** Reads the catalogue if it is not the one that is known. One at a time. */
  private synchronized Model refresh() {
    Model known = current;
    if (known != null && known.fingerprint().equals(reader.fingerprint())) {
      return known;
    }
    Model read = reader.read();
    current = read;
    first.tryComplete(read);
    if (known != null) {
      LOG.info("The catalogue has changed: {} read models", read.report().models().size());
    }
    return read;
  }

  Future<Model> first() {
    return first.future();
  }

  /**
   * The model as it is now.
   *
   * @throws ProblemException if the catalogue has never been read
   */
  Model current() {
    Model model = current;
    if (model == null) {
      throw new ProblemException(List.of(new DatabaseProblem.Unavailable()));
    }
    return model;
  }

  /** The model of the catalogue as it is now. */
  Future<Model> refreshed() {
    return vertx.executeBlocking(this::refresh, false).map(Objects::requireNonNull);
  }

  /**
   * The model of the catalogue as it is now, or the one that is there if none can be read. Blocks.
   */
  Model renewed() {
    try {
      return refresh();
    } catch (ProblemException e) {
      LOG.debug("The catalogue cannot be looked at", e);
      return current();
    }
  }

  /** Whether the catalogue has changed since that model was made; reads it anew if so. */
  Future<Boolean> newerThan(Model used) {
    return vertx
        .executeBlocking(() -> refresh() != used, false)
        .map(Boolean.TRUE::equals)
        .otherwise(false);
  }

  @Override
  public void close() {
    closed = true;
    watcher.shutdownNow();
  }
}
