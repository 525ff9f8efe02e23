package org.fraiseql.repository;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.fraiseql.database.Row;

/** The documents of a cursor, of which a few are in memory. For one thread at a time. */
final class Documents<T> extends Spliterators.AbstractSpliterator<T> {

  private static final int AT_ONCE = 200;

  private final IntFunction<List<Row>> fetch;
  private final Function<String, T> reader;
  private final Runnable close;
  private final Runnable afterwards;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ArrayDeque<String> ready = new ArrayDeque<>(AT_ONCE);
  private boolean last;

  Documents(
      IntFunction<List<Row>> fetch,
      Function<String, T> reader,
      Runnable close,
      Runnable afterwards) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.fetch = fetch;
    this.reader = reader;
    this.close = close;
    this.afterwards = afterwards;
  }

  Stream<T> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (ready.isEmpty() && !last) {
      fetchMore();
    }
    String json = ready.poll();
    if (json == null) {
      return false;
    }
    action.accept(reader.apply(json));
    return true;
  }

  private void fetchMore() {
    List<Row> rows;
    try {
      rows = fetch.apply(AT_ONCE);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    rows.forEach(row -> ready.add(String.valueOf(row.string("j"))));
    last = rows.size() < AT_ONCE;
    if (last) {
      // Also when nobody closes the stream: what it holds is precious.
      close();
    }
  }

  private void close() {
    if (closed.compareAndSet(false, true)) {
      last = true;
      try {
        close.run();
      } finally {
        afterwards.run();
      }
    }
  }
}
