package org.fraiseql.server.dev;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.fraiseql.server.ServerException;
import org.fraiseql.server.embedded.EmbeddedServer;
import org.fraiseql.server.migration.Migration;
import org.fraiseql.server.migration.ProjectMigrations;
import org.fraiseql.server.migration.ScriptFailure;
import org.fraiseql.server.migration.Seed;
import org.jspecify.annotations.Nullable;

/** Builds databases of a project, one after the other, beside each other. */
final class Databases {

  private final EmbeddedServer postgres;
  private final Sources sources;
  private final Map<String, String> flyway;
  private final @Nullable String role;
  private int built;

  Databases(
      EmbeddedServer postgres, Sources sources, Map<String, String> flyway, @Nullable String role) {
    this.postgres = postgres;
    this.sources = sources;
    this.flyway = flyway;
    this.role = role;
  }

  /**
   * A new one with everything in it; one that fails is dropped. Blocks.
   *
   * @return its name
   * @throws ScriptFailure if a script or the seed fails
   * @throws ServerException if the role is not there after the migrations
   */
  String build() {
    built++;
    String name = "dev_" + built;
    try {
      postgres.createDatabase(name);
      try {
        migrations(name).run();
        Migration own = new Migration(postgres.superuser(name), "the development database");
        if (role != null) {
          own.requireRoles(List.of(role));
        }
        own.run();
        if (role != null) {
          own.grant(role);
        }
        if (sources.seed() != null) {
          Seed.run(postgres.superuser(name), sources.seed());
        }
        return name;
      } catch (RuntimeException e) {
        drop(name);
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL gives no database", e);
    }
  }

  ProjectMigrations migrations(String name) {
    return new ProjectMigrations(postgres.superuser(name), sources.migrations(), flyway);
  }

  String uri(String name) {
    return postgres.uri(name);
  }

  /** Whoever is still connected. */
  void drop(String name) {
    try {
      postgres.dropDatabase(name);
    } catch (SQLException e) {
      // It goes with the server.
    }
  }
}
