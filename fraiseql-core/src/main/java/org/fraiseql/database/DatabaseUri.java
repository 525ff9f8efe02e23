package org.fraiseql.database;

import java.io.File;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Where PostgreSQL is and who logs in: {@code
 * postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…&pgbouncer=true}.
 *
 * @param host a name or an address; IPv6 without its brackets
 * @param tls how the connection is protected
 * @param rootCertificate a PEM file with the authorities that {@code verify-ca} and {@code
 *     verify-full} trust; null otherwise
 * @param pgbouncer whether a pooler stands between that changes servers after each transaction
 */
public record DatabaseUri(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    Tls tls,
    @Nullable String rootCertificate,
    boolean pgbouncer) {

  /** PostgreSQL's own names: {@code sslmode}. */
  public enum Tls {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL
  }

  private static final String FORM =
      "Write it as postgresql://user:password@host:port/database, with %XX for special characters.";

  /**
   * Reads a URI. Without {@code sslmode}, TLS is preferred, except on this very machine.
   *
   * @param password the one to use when the URI has none
   * @throws ProblemException with the part that is wrong; never with the password
   */
  public static DatabaseUri parse(String text, @Nullable String password) {
    String rest = text.strip();
    int scheme = rest.indexOf("://");
    String name = scheme < 0 ? "" : rest.substring(0, scheme);
    if (!name.equals("postgresql") && !name.equals("postgres")) {
      throw wrong("scheme", "does not start with postgresql://");
    }
    rest = rest.substring(scheme + 3);
    if (rest.indexOf('#') >= 0) {
      throw wrong("fragment", "contains '#', which has to be written as %23");
    }
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    rest = question < 0 ? rest : rest.substring(0, question);
    int slash = rest.indexOf('/');
    String database = slash < 0 ? "" : decode(rest.substring(slash + 1), "database");
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    if (database.isEmpty()) {
      throw wrong("database", "names no database after the host");
    }
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    String server = authority.substring(at + 1);
    int colon = login.indexOf(':');
    String user = decode(colon < 0 ? login : login.substring(0, colon), "user");
    if (user.isEmpty()) {
      throw wrong("user", "names no user before the host");
    }
    if (colon >= 0) {
      password = decode(login.substring(colon + 1), "password");
    }
    return options(server(server), database, user, password, query);
  }

  /** The same without the password: {@code host:port/database}. */
  public String place() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return "postgresql://" + user + "@" + place();
  }

  private record Server(String host, int port) {

    boolean isHere() {
      return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }
  }

  private static Server server(String text) {
    if (text.indexOf(',') >= 0) {
      throw wrong("host", "names several hosts, only one is supported");
    }
    int end = 0;
    String host;
    if (text.startsWith("[")) {
      end = text.indexOf(']');
      if (end < 0) {
        throw wrong("host", "has an IPv6 address without its closing bracket");
      }
      host = text.substring(1, end);
      end++;
      if (end < text.length() && text.charAt(end) != ':') {
        throw wrong("host", "has something other than a port after the IPv6 address");
      }
    } else {
      end = text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
      if (text.indexOf(':', end + 1) >= 0) {
        throw wrong("host", "has more than one colon; an IPv6 address goes in brackets: [::1]");
      }
      host = decode(text.substring(0, end), "host");
    }
    if (host.indexOf('/') >= 0) {
      throw wrong("host", "names a socket's folder; only TCP is supported");
    }
    String port = end < text.length() ? text.substring(end + 1) : "5432";
    return new Server(host.isEmpty() ? "localhost" : host, port(port));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Said below, like a number out of range.
    }
    // The text is not repeated: with a '/' in the password, it is a part of that.
    throw wrong("port", "has a port that is no number from 1 to 65535");
  }

  private static DatabaseUri options(
      Server server, String database, String user, @Nullable String password, String query) {
    Tls tls = server.isHere() ? Tls.DISABLE : Tls.PREFER;
    String rootCertificate = null;
    boolean pgbouncer = false;
    for (String option : query.split("&")) {
      if (option.isEmpty()) {
        continue;
      }
      int equals = option.indexOf('=');
      String name = decode(equals < 0 ? option : option.substring(0, equals), "options");
      String value = equals < 0 ? "" : decode(option.substring(equals + 1), name);
      switch (name) {
        case "sslmode" -> tls = tls(value);
        case "sslrootcert" -> rootCertificate = value;
        case "pgbouncer" -> pgbouncer = truth(value);
        default ->
            throw wrong("options", "has an unknown option; known: sslmode, sslrootcert, pgbouncer");
      }
    }
    boolean verifies = tls == Tls.VERIFY_CA || tls == Tls.VERIFY_FULL;
    if (verifies && (rootCertificate == null || !new File(rootCertificate).canRead())) {
      throw wrong(
          "sslrootcert", "verifies certificates, so it needs sslrootcert with a readable PEM file");
    }
    return new DatabaseUri(
        server.host(), server.port(), database, user, password, tls, rootCertificate, pgbouncer);
  }

  private static Tls tls(String value) {
    for (Tls mode : Tls.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
        return mode;
      }
    }
    throw wrong(
        "sslmode",
        "has the sslmode '"
            + value
            + "'; known: disable, allow, prefer, require, verify-ca, verify-full");
  }

  private static boolean truth(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("pgbouncer", "says pgbouncer=" + value + " instead of true or false");
    };
  }

  private static String decode(String text, String part) {
    String decoded;
    try {
      // A plus sign stands for itself outside of HTML forms.
      decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw wrong(
          part,
          "has a '%' that no two hexadecimal digits follow; write %25 for the character itself");
    }
    if (decoded.indexOf('\0') >= 0 || decoded.indexOf('\uFFFD') >= 0) {
      throw wrong(part, "has an encoded character that is none of UTF-8");
    }
    return decoded;
  }

  private static ProblemException wrong(String part, String reason) {
    return new ProblemException(
        new DatabaseProblem.Misconfigured(
            "database URI, " + part, "The database's URI " + reason + ".", FORM));
  }
}
