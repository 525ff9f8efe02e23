package org.fraiseql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.fraiseql.database.Database;
import org.fraiseql.problem.DatabaseProblem;
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

  private final Vertx vertx;
  private final Database database;
  private final ModelReader reader;
  private final Duration interval;
  private final Promise<Model> first = Promise.promise();
  private volatile @Nullable Model current;
  private volatile boolean closed;
  private long timer = -1;

  ModelKeeper(Vertx vertx, Database database, ModelReader reader, Duration interval) {
    this.vertx = vertx;
    this.database = database;
    this.reader = reader;
    this.interval = interval;
  }

  void start() {
    database
        .whenReachable()
        .compose(_ -> refreshed())
        .onFailure(this::tryAgain)
        .onSuccess(_ -> watch());
  }

  private void tryAgain(Throwable failure) {
    if (!closed) {
      LOG.warn("The catalogue cannot be read: {}", failure.getMessage());
      LOG.debug("The catalogue cannot be read", failure);
      vertx.setTimer(1_000, _ -> start());
    }
  }

  private void watch() {
    timer = vertx.setPeriodic(interval.toMillis(), _ -> refreshed().onFailure(this::missed));
  }

  private void missed(Throwable failure) {
    LOG.debug("The catalogue cannot be looked at", failure);
  }

  private Future<Model> refreshed() {
    return closed
        ? Future.failedFuture(new ProblemException(new DatabaseProblem.Unavailable()))
        : vertx.executeBlocking(this::refresh, false).map(model -> model);
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

  /** Whether the catalogue has changed since that model was made; reads it anew if so. */
  Future<Boolean> newerThan(Model used) {
    return refreshed().map(model -> model != used).otherwise(false);
  }

  @Override
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }
}
