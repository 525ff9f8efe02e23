package org.fraiseql.repository;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.fraiseql.database.Caller;

/**
 * A repository of one tenant at a time. What a tenant may see is row-level security's to say; this
 * tells PostgreSQL whose turn it is, for the statements of that repository alone.
 *
 * <pre>{@code
 * final class ProjectRepository extends TenantAwareRepository<ProjectRepository> {
 *   ProjectRepository(Session session) {
 *     super(session, ProjectRepository::new);
 *   }
 * }
 *
 * projects.withTenant(tenant).active()
 * }</pre>
 *
 * @param <R> the repository's own type
 */
public abstract class TenantAwareRepository<R extends TenantAwareRepository<R>>
    extends CqrsRepository {

  /** The setting that the policies read, where nothing else is said. */
  public static final String TENANT = "app.tenant_id";

  private final Function<Session, R> constructor;
  private final String setting;

  /**
   * With {@link #TENANT}.
   *
   * @param constructor makes the same repository for another session
   */
  protected TenantAwareRepository(Session session, Function<Session, R> constructor) {
    this(session, constructor, TENANT);
  }

  /**
   * @param setting the setting that the policies read; the engine has to know it as declared
   */
  protected TenantAwareRepository(
      Session session, Function<Session, R> constructor, String setting) {
    super(session);
    this.constructor = constructor;
    this.setting = setting;
  }

  /**
   * The same repository for a tenant: in the same transaction, if this is in one. Role and other
   * settings are those of this one.
   *
   * @throws org.fraiseql.problem.ProblemException if the setting is not declared
   */
  public final R withTenant(UUID tenant) {
    Caller caller = session().caller();
    Map<String, String> settings = new HashMap<>(caller.settings());
    settings.put(setting, tenant.toString());
    return constructor.apply(session().as(new Caller(caller.role(), settings)));
  }
}
