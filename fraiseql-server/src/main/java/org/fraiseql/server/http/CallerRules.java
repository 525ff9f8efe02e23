package org.fraiseql.server.http;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.fraiseql.database.Caller;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Says who asks.
 *
 * <p>Headers are believed only when {@code trusted}: whoever can reach the port directly could
 * claim to be anyone, so a proxy has to stand in front that sets them and drops the clients' own.
 *
 * @param role the role of every request, unless a trusted header names another
 * @param settings settings of every request; a trusted header's value goes before
 * @param trusted whether headers are believed
 * @param mapped further trusted headers, by name in small letters, with the setting that each gives
 */
public record CallerRules(
    @Nullable String role,
    Map<String, String> settings,
    boolean trusted,
    Map<String, String> mapped) {

  /** The connection's own role and no settings; no header is believed. */
  public static final CallerRules NOBODY = new CallerRules(null, Map.of(), false, Map.of());

  static final String ROLE_HEADER = "x-fraiseql-role";
  static final String SETTING_HEADER = "x-fraiseql-setting-";

  /**
   * Only names with a dot: PostgreSQL's own parameters have none, and among those are {@code role}
   * and {@code session_authorization}, which must not be for a header to choose.
   */
  private static final Pattern APPLICATION_SETTING =
      Pattern.compile("[a-z_][a-z0-9_$]*(\\.[a-z_][a-z0-9_$]*)+");

  public CallerRules {
    settings = Map.copyOf(settings);
    mapped = Map.copyOf(mapped);
  }

  /** The same with the role of every request that names no other. */
  public CallerRules withRole(String name) {
    return new CallerRules(name, settings, trusted, mapped);
  }

  /** Whether a header may give this setting. */
  public static boolean isApplicationSetting(String name) {
    return APPLICATION_SETTING.matcher(name).matches();
  }

  /**
   * The caller of a request with these headers.
   *
   * @throws ProblemException when a header is repeated or names a setting that it may not give
   */
  Caller caller(MultiMap headers) {
    if (!trusted) {
      return new Caller(role, settings);
    }
    String named = single(headers, ROLE_HEADER);
    Map<String, String> all = new HashMap<>(settings);
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      String setting = setting(name);
      if (setting != null) {
        single(headers, name);
        all.put(setting, header.getValue());
      }
    }
    return new Caller(named == null ? role : named, all);
  }

  private @Nullable String setting(String header) {
    String declared = mapped.get(header);
    if (declared != null || !header.startsWith(SETTING_HEADER)) {
      return declared;
    }
    String setting = header.substring(SETTING_HEADER.length());
    if (!isApplicationSetting(setting)) {
      throw new ProblemException(new HttpProblem.SettingNotAllowed(setting));
    }
    return setting;
  }

  private static @Nullable String single(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    if (values.size() > 1) {
      throw new ProblemException(new HttpProblem.RepeatedHeader(name));
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
