package org.fraiseql.server.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an embedded server, below the temporary folder. It names the process that it
 * belongs to: when that process was killed, it could not clean up, so the next one does it, and
 * stops the PostgreSQL that was left running.
 */
final class ServerFolder {

  private static final String PREFIX = "fraiseql-postgres-";
  private static final String OWNER = "owner";

  /** A folder without an owner's name is just being made, unless it is older. */
  private static final Duration BEING_MADE = Duration.ofMinutes(1);

  /** A slow disk takes its time for what a stopping PostgreSQL has to write. */
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

  private final Path root;

  private ServerFolder(Path root) {
    this.root = root;
  }

  static ServerFolder create(Path parent) throws IOException {
    Path root = Files.createTempDirectory(parent, PREFIX);
    Files.writeString(root.resolve(OWNER), nameOf(ProcessHandle.current()));
    return new ServerFolder(root);
  }

  /** Where PostgreSQL keeps its data. */
  Path data() {
    return root.resolve("data");
  }

  void delete() {
    try {
      delete(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what processes that were killed have left; answers how many there were. */
  static int removeAbandoned(Path parent) {
    int removed = 0;
    for (Path folder : all(parent)) {
      try {
        if (isAbandoned(folder)) {
          stopPostgres(folder.resolve("data"));
          delete(folder);
          removed++;
        }
      } catch (IOException e) {
        // Somebody else's, or just being removed by another process.
      }
    }
    return removed;
  }

  private static List<Path> all(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
          .filter(Files::isDirectory)
          .filter(Files::isWritable)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    Path owner = folder.resolve(OWNER);
    String name = Files.exists(owner) ? Files.readString(owner) : "";
    if (name.isEmpty()) {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      return made.isBefore(Instant.now().minus(BEING_MADE));
    }
    return process(name.split(" ", 2)[0])
        .map(process -> !nameOf(process).equals(name))
        .orElse(true);
  }

  /** Process numbers are given again, so the time of the start belongs to the name. */
  private static String nameOf(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static Optional<ProcessHandle> process(String pid) {
    try {
      return ProcessHandle.of(Long.parseLong(pid.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Waits for PostgreSQL, which was told to stop; ends it if it does not. */
  static void awaitStop(@Nullable ProcessHandle server) {
    if (server != null) {
      awaitEnd(server);
    }
  }

  /** The process of the PostgreSQL that runs on the data, if there is one. */
  @Nullable ProcessHandle server() {
    try {
      return server(data());
    } catch (IOException e) {
      return null;
    }
  }

  private static void stopPostgres(Path data) throws IOException {
    ProcessHandle server = server(data);
    if (server != null) {
      server.destroy();
      awaitEnd(server);
    }
  }

  /** The file names the server's process and folder; both must fit, as numbers are given again. */
  private static @Nullable ProcessHandle server(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return null;
    }
    List<String> lines = Files.readAllLines(file);
    ProcessHandle server = lines.size() < 2 ? null : process(lines.get(0)).orElse(null);
    return server != null && isPostgres(server) && Path.of(lines.get(1)).equals(data)
        ? server
        : null;
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | InterruptedException | ExecutionException e) {
      process.destroyForcibly();
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
