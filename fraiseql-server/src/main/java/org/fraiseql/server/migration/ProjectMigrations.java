package org.fraiseql.server.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;

/**
 * A project's own migrations, in a folder, as Flyway names them: {@code V1__orders.sql} runs once,
 * {@code R__views.sql} whenever it has changed. All methods block.
 */
public final class ProjectMigrations {

  /** What has to be done for a database to be as the folder says. */
  public enum Needed {
    NOTHING,
    /** There are scripts that have not run, or repeatable ones that have changed. */
    MIGRATION,
    /** What has run already is not what the folder has, or not in its order. */
    NEW_DATABASE
  }

  private final Path folder;
  private final Flyway flyway;

  /**
   * @param settings Flyway's own, such as {@code placeholders.owner}, without {@code flyway.}
   */
  public ProjectMigrations(DataSource database, Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.flyway =
        Flyway.configure()
            .loggers("slf4j")
            .configuration(prefixed(settings))
            .dataSource(database)
            .locations("filesystem:" + folder)
            .validateMigrationNaming(true)
            // Without this, a last one that is gone would be taken for one of a later version.
            .ignoreMigrationPatterns("*:pending")
            .load();
  }

  private static Map<String, String> prefixed(Map<String, String> settings) {
    Map<String, String> named = new HashMap<>();
    settings.forEach((name, value) -> named.put("flyway." + name, value));
    return named;
  }

  /**
   * @throws ScriptFailure if the files cannot be told apart, such as two of one version
   */
  public Needed needed() {
    try {
      if (!flyway.validateWithResult().validationSuccessful) {
        return Needed.NEW_DATABASE;
      }
      return flyway.info().pending().length > 0 ? Needed.MIGRATION : Needed.NOTHING;
    } catch (FlywayException e) {
      throw failure(e);
    }
  }

  /**
   * Runs the scripts that have to run, each in a transaction of its own.
   *
   * @return their files' names
   * @throws ScriptFailure if one of them fails; those before it stay
   */
  public List<String> run() {
    try {
      return flyway.migrate().migrations.stream().map(ProjectMigrations::fileName).toList();
    } catch (FlywayException e) {
      throw failure(e);
    }
  }

  private static String fileName(MigrateOutput script) {
    return String.valueOf(Path.of(script.filepath).getFileName());
  }

  private ScriptFailure failure(FlywayException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof FlywaySqlScriptException script
          && script.getCause() instanceof SQLException sql) {
        Path file = file(script.getResource().getRelativePath());
        String statement = script.getStatement();
        return ScriptFailure.of(file, read(file), statement, script.getLineNumber(), sql);
      }
    }
    Path file =
        e instanceof FlywayMigrateException migrate
            ? Path.of(migrate.getMigration().getPhysicalLocation())
            : null;
    return ScriptFailure.of(sentence(e), file);
  }

  /** Flyway's messages go on over lines and lead to pages about its editions. */
  private static String sentence(FlywayException e) {
    String message = String.valueOf(e.getMessage());
    return message
        .lines()
        .filter(line -> !line.isBlank() && !line.contains("https://"))
        .limit(4)
        .reduce((all, line) -> all + "\n  " + line)
        .orElse("the migrations cannot be read");
  }

  private Path file(@Nullable String name) {
    Path given = Path.of(String.valueOf(name));
    if (given.isAbsolute() || Files.exists(given)) {
      return given;
    }
    return folder.resolve(given);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
