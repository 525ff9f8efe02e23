package org.fraiseql.server.migration;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;
import org.fraiseql.database.DatabaseUri;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.ServerException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The schema {@code fraiseql} of one database, brought to this program's version.
 *
 * <p>All methods block, and end with a {@link ServerException} or a {@link ProblemException} that
 * says what the person who migrates can do.
 */
public final class Migration {

  private static final String SCHEMA = "fraiseql";
  private static final int CONNECT_SECONDS = 10;

  private final DataSource database;
  private final String place;

  /**
   * A migration as the role that the data source logs in.
   *
   * @param place what to call the database in messages
   */
  public Migration(DataSource database, String place) {
    this.database = database;
    this.place = place;
  }

  public static Migration of(DatabaseUri uri) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {uri.host()});
    source.setPortNumbers(new int[] {uri.port()});
    source.setDatabaseName(uri.database());
    source.setUser(uri.user());
    source.setPassword(uri.password());
    source.setSslMode(uri.tls().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (uri.rootCertificate() != null) {
      source.setSslRootCert(uri.rootCertificate());
    }
    if (uri.pgbouncer()) {
      source.setPrepareThreshold(0);
    }
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setApplicationName("fraiseql migrate");
    return new Migration(source, uri.place());
  }

  /** Fails, before anything is changed, if one of these roles does not exist. */
  public void requireRoles(List<String> roles) {
    try (Connection connection = database.getConnection();
        PreparedStatement find =
            connection.prepareStatement("SELECT FROM pg_catalog.pg_roles WHERE rolname = ?")) {
      for (String role : roles) {
        find.setString(1, role);
        try (ResultSet found = find.executeQuery()) {
          if (!found.next()) {
            throw new ServerException(
                "there is no role '%s' on this server, so nothing was changed; create it first"
                    .formatted(role));
          }
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs the scripts that have not run yet, and says what was done. */
  public String run() {
    try {
      MigrateResult result = flyway().migrate();
      return result.migrations.isEmpty()
          ? "up to date, version " + version(result.initialSchemaVersion)
          : result.migrations.stream().map(Migration::described).collect(Collectors.joining("; "));
    } catch (FlywayValidateException e) {
      throw new ServerException(
          "the schema %s was not made by this program's scripts, so nothing was changed: %s"
              .formatted(SCHEMA, firstLine(e)));
    } catch (FlywayException e) {
      SQLException cause = sqlException(e);
      throw cause == null ? e : failure(cause);
    }
  }

  private Flyway flyway() {
    return Flyway.configure()
        .loggers("slf4j")
        .dataSource(database)
        .schemas(SCHEMA)
        .table("schema_history")
        .locations("classpath:org/fraiseql/migration")
        .placeholderReplacement(false)
        // The schema may be there already, with functions of the database's author in it.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  private static String described(MigrateOutput script) {
    return "version %s installed (%s)".formatted(script.version, script.description);
  }

  private static String version(@Nullable String version) {
    return Objects.requireNonNullElse(version, "0");
  }

  /** Lets a role use the schema, as far as requests need it. */
  public void grant(String role) {
    try (Connection connection = database.getConnection();
        PreparedStatement grant =
            connection.prepareStatement("SELECT fraiseql.fn_grant_api_rights(?)")) {
      grant.setString(1, role);
      grant.execute();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    String unreachable = unreachable(e, state);
    if (unreachable != null) {
      return new ProblemException(new DatabaseProblem.Unreachable(place, unreachable));
    }
    return new ServerException(
        switch (state) {
          case "42501" ->
              ("the role that logs in may not create or change the schema %s of %s;"
                      + " migrate as the database's owner")
                  .formatted(SCHEMA, place);
          case "25006" -> "%s can only be read; migrate on the primary server".formatted(place);
          default ->
              "PostgreSQL refused to change the schema %s: %s (SQLSTATE %s)"
                  .formatted(SCHEMA, firstLine(e), state);
        });
  }

  private static @Nullable String unreachable(SQLException e, String state) {
    return switch (state) {
      case "28P01", "28000" -> "the log-in was refused";
      case "3D000" -> "the database does not exist";
      case "53300" -> "it has too many connections";
      case "57P03" -> "it is starting up or shutting down";
      default -> state.startsWith("08") ? broken(e) : null;
    };
  }

  private static String broken(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException _ -> {
          return "the host name is unknown";
        }
        case SocketTimeoutException _ -> {
          return "no answer";
        }
        case NoRouteToHostException _ -> {
          return "there is no way to the host";
        }
        case ConnectException _ -> {
          return "the connection was refused";
        }
        case SSLException _ -> {
          return "TLS could not be agreed on, or the certificate is not trusted";
        }
        default -> {
          // What it was caused by says more.
        }
      }
    }
    return firstLine(failure);
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return e;
      }
    }
    return null;
  }

  private static String firstLine(Throwable failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    return message.lines().findFirst().orElse("");
  }
}
