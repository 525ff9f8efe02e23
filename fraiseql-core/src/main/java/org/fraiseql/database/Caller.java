package org.fraiseql.database;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Role and settings hold for the request's transaction only.
 *
 * @param role the role to take on, or null to stay the connection's own
 * @param settings run-time parameters by name, such as {@code app.tenant_id}
 */
public record Caller(@Nullable String role, Map<String, String> settings) {

  /** The connection's own role, no settings. */
  public static final Caller NOBODY = new Caller(null, Map.of());

  public Caller {
    settings = Map.copyOf(settings);
  }
}
