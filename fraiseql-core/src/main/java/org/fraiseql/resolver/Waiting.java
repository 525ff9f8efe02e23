package org.fraiseql.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place whose value Java computes. */
record Waiting(Cell cell, @Nullable Source source) {

  /** What the object is made from whose field it is. */
  sealed interface Source {
    /** What PostgreSQL gave for it, as members of a JSON object. */
    record Document(List<String> members) implements Source {}

    /** A record of Java's. */
    record Instance(Object record) implements Source {}
  }
}
