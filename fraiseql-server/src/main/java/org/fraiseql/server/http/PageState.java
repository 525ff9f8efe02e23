package org.fraiseql.server.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/**
 * What an open page of GraphiQL has to know while a project is being developed: how often the
 * schema has changed, and what keeps the next change from being served. Thread-safe.
 */
public final class PageState {

  private int schema;
  private @Nullable String problem;

  /** There is another schema, and nothing is wrong. */
  public synchronized void changed() {
    schema++;
    problem = null;
  }

  /** Nothing is wrong any more. */
  public synchronized void mended() {
    problem = null;
  }

  public synchronized void problem(String text) {
    problem = text;
  }

  synchronized String json() {
    String text =
        problem == null
            ? "null"
            : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(problem)) + '"';
    return "{\"schema\":%d,\"problem\":%s}".formatted(schema, text);
  }
}
