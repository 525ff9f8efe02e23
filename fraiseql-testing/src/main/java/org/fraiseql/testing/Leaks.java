package org.fraiseql.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * What a test leaves behind in its database. {@link PostgresTest} looks when the test, its
 * {@code @AfterEach} methods and its {@code @AutoClose} fields have ended. Thread-safe.
 */
public final class Leaks {

  /** Looks at connections that only their holder can reach, such as those of a pool. */
  @FunctionalInterface
  public interface Probe {

    /**
     * @param names of the settings that the database uses
     * @return those that some connection still has, with their values; an empty value is none
     */
    Map<String, String> leftOverSettings(Collection<String> names);
  }

  /**
   * A probe that is asked once: when this is closed or, if it is not, when the test method ends.
   */
  public final class Watch implements AutoCloseable {

    private final String name;
    private final Probe probe;

    private Watch(String name, Probe probe) {
      this.name = name;
      this.probe = probe;
    }

    /** Asks the probe; nothing happens the second time. */
    @Override
    public void close() {
      if (watches.remove(this)) {
        found.addAll(look(settings()));
      }
    }

    private List<Leak> look(SessionSettings settings) {
      Map<String, String> left;
      try {
        left = probe.leftOverSettings(settings.names());
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "The probe of '%s' failed; close its Watch before what it looks at.".formatted(name),
            e);
      }
      return left.entrySet().stream()
          .<Leak>mapMulti(
              (entry, leaks) -> {
                String value = entry.getValue();
                if (!value.isEmpty()) {
                  leaks.accept(new Leak.LeftOverSetting("'" + name + "'", entry.getKey(), value));
                }
              })
          .toList();
    }
  }

  private final TestDatabase database;
  private final Set<String> furtherSettings;
  private final Duration patience;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final List<Leak> found = new CopyOnWriteArrayList<>();
  private volatile @Nullable Connection handedOut;

  /** For connections that are closed one after the other, which may be many. */
  private @Nullable SessionSettings known;

  Leaks(TestDatabase database, Collection<String> furtherSettings, Duration patience) {
    this.database = database;
    this.furtherSettings = Set.copyOf(furtherSettings);
    this.patience = patience;
  }

  /**
   * Has a probe asked when the test method ends, before {@code @AfterEach}: a pool that lives
   * longer than the method can still be looked at then. Whoever closes it earlier closes the watch
   * before.
   *
   * @param name of the pool, for the message
   */
  public Watch watch(String name, Probe probe) {
    Watch watch = new Watch(name, probe);
    watches.add(watch);
    return watch;
  }

  /** What is left at this moment, after a wait for those who are just leaving. */
  public List<Leak> find() {
    List<Leak> leaks = new ArrayList<>(found);
    SessionSettings settings = settings();
    watches.forEach(watch -> leaks.addAll(watch.look(settings)));
    try (Inspection inspection = Inspection.of(database, settings)) {
      leaks.addAll(inspection.leaks(handedOut, patience));
    }
    return List.copyOf(leaks);
  }

  /** Keeps what a connection shows that is about to be closed. */
  void look(Connection closing, String holder) throws SQLException {
    if (closing.isClosed()) {
      return;
    }
    TransactionState state = closing.unwrap(BaseConnection.class).getTransactionState();
    switch (state) {
      case IDLE -> found.addAll(known().leftOn(closing, holder));
      case OPEN -> found.add(new Leak.OpenTransaction(holder, "idle in transaction", ""));
      case FAILED ->
          found.add(new Leak.OpenTransaction(holder, "idle in transaction (aborted)", ""));
    }
  }

  void handedOut(Connection connection) {
    handedOut = connection;
  }

  void closeWatches() {
    watches.forEach(Watch::close);
  }

  /**
   * @throws AssertionError that has a line for each leak
   */
  void check() {
    List<Leak> leaks = find();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          leaks.stream()
              .map(leak -> "\n- " + leak.sentence())
              .collect(Collectors.joining("", "The test left something behind:", "")));
    }
  }

  private synchronized SessionSettings known() {
    if (known == null) {
      known = settings();
    }
    return known;
  }

  /** As the database is now: a test may define what names further settings. */
  private SessionSettings settings() {
    return SessionSettings.of(database, furtherSettings);
  }
}
