package org.fraiseql.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.jspecify.annotations.Nullable;

/**
 * What the databases of a test class begin with: migrations, then scripts. The same content is the
 * same template, whichever class names it.
 */
final class Template {

  private final ClassLoader loader;
  private final List<String> migrations = new ArrayList<>();
  private final Map<String, String> flyway;
  private final List<SqlText> scripts = new ArrayList<>();
  private final String key;

  private Template(PostgresTest annotation, ClassLoader loader) {
    this.loader = loader;
    this.flyway = flywaySettings(annotation);
    MessageDigest digest = sha256();
    flyway.forEach((name, value) -> add(digest, name, value.getBytes(StandardCharsets.UTF_8)));
    for (String text : annotation.migrations()) {
      SqlLocation location = SqlLocation.of(text);
      List<SqlLocation.Found> files = location.files(loader);
      if (!files.isEmpty()) {
        migrations.add(text);
      } else if (!text.equals(PostgresTest.DEFAULT_MIGRATIONS)) {
        throw new SetupFailure("There is nothing at the location '%s'.".formatted(text));
      }
      files.forEach(file -> add(digest, text + file.name(), file.content()));
    }
    for (String text : annotation.scripts()) {
      for (SqlLocation.Found file : scripts(SqlLocation.of(text))) {
        scripts.add(SqlText.of(file));
        add(digest, file.name(), file.content());
      }
    }
    key = "of " + HexFormat.of().formatHex(digest.digest());
  }

  /**
   * @throws SetupFailure if the annotation names what does not exist
   */
  static Template of(PostgresTest annotation, ClassLoader loader) {
    return new Template(annotation, loader);
  }

  private List<SqlLocation.Found> scripts(SqlLocation location) {
    List<SqlLocation.Found> files =
        location.files(loader).stream().filter(file -> file.name().endsWith(".sql")).toList();
    if (files.isEmpty()) {
      throw new SetupFailure("There is no .sql file at '%s'.".formatted(location.text()));
    }
    return files;
  }

  private static Map<String, String> flywaySettings(PostgresTest annotation) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : annotation.flyway()) {
      String[] parts = setting.split("=", 2);
      if (parts.length < 2) {
        throw new SetupFailure(
            "The setting of Flyway '%s' is not of the form name=value.".formatted(setting));
      }
      settings.put("flyway." + parts[0].strip(), parts[1].strip());
    }
    return settings;
  }

  private static void add(MessageDigest digest, String name, byte[] content) {
    digest.update((name + '\n' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A database of its own for one test.
   *
   * @throws SetupFailure if a migration or a script fails
   */
  TestDatabase database() {
    try {
      return TestPostgres.shared().copyOf(key, this::fill);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof SetupFailure failure) {
        throw new SetupFailure(Objects.requireNonNull(failure.getMessage()), failure.getCause());
      }
      throw e;
    }
  }

  private void fill(TestDatabase database) throws SQLException {
    if (!migrations.isEmpty()) {
      migrate(database);
    }
    try (Connection connection = database.connection()) {
      for (SqlText script : scripts) {
        script.run(connection);
      }
    }
  }

  private void migrate(TestDatabase database) {
    try {
      Flyway.configure(loader)
          .loggers("slf4j")
          .configuration(flyway)
          .dataSource(database.dataSource())
          .locations(migrations.toArray(String[]::new))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failure(e);
    }
  }

  private SetupFailure failure(FlywayException e) {
    FlywaySqlScriptException script = cause(e, FlywaySqlScriptException.class);
    SQLException refusal = cause(e, SQLException.class);
    if (script != null && refusal != null) {
      String file = script.getResource().getAbsolutePathOnDisk();
      return SqlText.failure(file, script.getLineNumber(), script.getStatement(), refusal);
    }
    String message = Objects.toString(e.getMessage(), e.toString());
    return new SetupFailure(
        "Flyway refuses the migrations of %s: %s"
            .formatted(migrations, message.lines().findFirst().orElse("")),
        e);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
