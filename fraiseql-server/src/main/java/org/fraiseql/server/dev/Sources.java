package org.fraiseql.server.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a database is built from.
 *
 * @param migrations a folder of scripts, with folders below
 * @param seed a file of SQL that runs after them
 */
public record Sources(Path migrations, @Nullable Path seed) {

  /** How often the files are looked at: a few of them, so that costs nothing worth saving. */
  private static final Duration LOOK = Duration.ofMillis(150);

  /**
   * The files as they were at a moment.
   *
   * @param scripts what changes when a migration does
   * @param data what changes when the seed does
   */
  record Seen(Map<Path, String> scripts, String data) {}

  Seen look() {
    Map<Path, String> scripts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(migrations)) {
      files.filter(Sources::isScript).forEach(file -> scripts.put(file, state(file)));
    } catch (IOException e) {
      // The folder is away, or just being changed: it is looked at again soon.
    }
    return new Seen(scripts, seed == null ? "" : state(seed));
  }

  /** Waits until something has changed and, since editors write in steps, has come to rest. */
  Seen awaitChange(Seen known) throws InterruptedException {
    Seen seen = known;
    while (true) {
      Thread.sleep(LOOK);
      Seen next = look();
      if (next.equals(seen) && !next.equals(known)) {
        return next;
      }
      seen = next;
    }
  }

  /** What editors write beside it is none. */
  private static boolean isScript(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".sql") || name.endsWith(".sql.conf"));
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.lastModifiedTime() + " " + found.size() + " " + found.fileKey();
    } catch (IOException e) {
      return "";
    }
  }
}
