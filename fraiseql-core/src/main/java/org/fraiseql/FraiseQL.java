package org.fraiseql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fraiseql.check.BodyCheck;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.Database;
import org.fraiseql.database.DatabaseOptions;
import org.fraiseql.operation.Operation;
import org.fraiseql.operation.Prepared;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.InternalProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.References;
import org.fraiseql.repository.Session;
import org.fraiseql.repository.Sessions;
import org.fraiseql.resolver.Plan;
import org.fraiseql.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of one database: GraphQL requests in, finished JSON out. Thread-safe.
 *
 * <pre>{@code
 * Vertx vertx = Vertx.vertx();
 * FraiseQL shop = FraiseQL.open(vertx, Settings.of("postgresql://api:secret@localhost:5432/shop"));
 * Request request = new Request("{ products { name } }", null, Map.of());
 * Response response = shop.ready()
 *     .compose(_ -> shop.execute(request, Caller.NOBODY, new Cancellation()))
 *     .await();
 * }</pre>
 */
public final class FraiseQL implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FraiseQL.class);

  /** How often the catalogue is looked at for changes. */
  private static final Duration WATCH = Duration.ofSeconds(5);

  /** A transaction of a program may take as long as so many of the longest statements. */
  private static final int STATEMENTS_OF_A_TRANSACTION = 6;

  /** Or as so many methods that wait for what others answered. */
  private static final int METHODS_OF_A_TRANSACTION = 3;

  private final Database database;
  private final ModelKeeper keeper;
  private final Sessions sessions;
  private final Resolution resolution;

  private FraiseQL(Vertx vertx, Settings settings) {
    Limits limits = settings.limits();
    DatabaseOptions options =
        DatabaseOptions.of(settings.database())
            .withConnections(settings.connections())
            .withRoles(Set.copyOf(settings.roles()))
            .withDeclared(settings.declared())
            .withStatementTimeout(limits.statement())
            .withResultBytes(limits.resultBytes());
    this.database = Database.open(vertx, options);
    this.keeper = new ModelKeeper(vertx, database, new ModelReader(database, settings), WATCH);
    this.sessions =
        new Sessions(
            database,
            () -> keeper.current().domain(),
            used -> keeper.renewed().domain() != used,
            longest(limits),
            limits.resultBytes());
    this.resolution = new Resolution(database, sessions, limits.resultBytes());
  }

  private static Duration longest(Limits limits) {
    Duration statements = limits.statement().multipliedBy(STATEMENTS_OF_A_TRANSACTION);
    Duration methods = limits.resolver().multipliedBy(METHODS_OF_A_TRANSACTION);
    return statements.compareTo(methods) > 0 ? statements : methods;
  }

  /**
   * Opens the engine. The database may be away: {@link #ready} tells when it has come and been
   * read; until then requests are answered with a problem.
   *
   * @throws ProblemException if the settings cannot work
   */
  public static FraiseQL open(Vertx vertx, Settings settings) {
    FraiseQL engine = new FraiseQL(vertx, settings);
    engine.keeper.start();
    return engine;
  }

  /**
   * Succeeds when the catalogue has been read for the first time. Fails with a {@link
   * ProblemException} if the settings are strict and what Java declares does not fit it.
   */
  public Future<Report> ready() {
    return keeper.first().map(Model::report);
  }

  /**
   * Looks at once whether the catalogue has changed, which happens every few seconds by itself.
   * Succeeds with what is served then.
   */
  public Future<Report> refresh() {
    return keeper.refreshed().map(Model::report);
  }

  /**
   * A session for programs, of which each call is a transaction of its own.
   *
   * @throws ProblemException if there may be no such caller
   */
  public Session session(Caller caller) {
    return sessions.session(caller);
  }

  /** Answers a request. Never fails: what goes wrong is a response too. */
  public Future<Response> execute(Request request, Caller caller, Cancellation cancellation) {
    try {
      Model model = keeper.current();
      Prepared operation =
          model.documents().parse(request.query()).operation(request.operationName());
      if (request.queriesOnly() && operation.kind() != Operation.Kind.QUERY) {
        throw new ProblemException(new HttpProblem.NotAQuery(operation.kind().word()));
      }
      Variables variables = operation.variables(request.variables());
      if (operation.introspectionOnly()) {
        return Future.succeededFuture(introspected(operation, variables));
      }
      if (operation.kind() == Operation.Kind.MUTATION) {
        return new Mutations(keeper, resolution, request, caller, cancellation)
            .execute(model, operation, variables)
            .otherwise(FraiseQL::unexpected);
      }
      return query(model, model.plan(operation, variables), variables, caller, cancellation)
          .recover(failure -> failed(failure, request, caller, cancellation, model));
    } catch (ProblemException e) {
      return Future.succeededFuture(refusedOrFailed(e));
    } catch (RuntimeException e) {
      return Future.succeededFuture(unexpected(e));
    }
  }

  private Future<Response> query(
      Model model, Plan plan, Variables variables, Caller caller, Cancellation cancellation) {
    Statement statement = plan.statement();
    if (plan.isWritten() || statement == null) {
      return resolution.query(model, plan, variables, caller, cancellation);
    }
    return database
        .read(caller, statement.text(), parameters(statement, variables), cancellation)
        .map(Response.Data::new);
  }

  private static Response introspected(Prepared operation, Variables variables) {
    return new Response.Data(Buffer.buffer("{\"data\":" + operation.introspect(variables) + "}"));
  }

  static List<@Nullable Object> parameters(Statement statement, Variables variables) {
    List<@Nullable Object> parameters = new ArrayList<>(statement.bindings().size());
    statement.bindings().forEach(binding -> parameters.add(variables.bound(binding)));
    return parameters;
  }

  /**
   * A statement that no longer fits the database is made anew, once, on the catalogue as it is now.
   */
  private Future<Response> failed(
      Throwable failure, Request request, Caller caller, Cancellation cancellation, Model used) {
    if (failure instanceof ProblemException e) {
      boolean stale = e.problems().getFirst() instanceof DatabaseProblem.StaleSchema;
      return stale
          ? keeper.newerThan(used).compose(newer -> again(newer, e, request, caller, cancellation))
          : Future.succeededFuture(refusedOrFailed(e));
    }
    return Future.succeededFuture(unexpected(failure));
  }

  private Future<Response> again(
      boolean newer,
      ProblemException failure,
      Request request,
      Caller caller,
      Cancellation cancellation) {
    return newer
        ? execute(request, caller, cancellation)
        : Future.succeededFuture(refusedOrFailed(failure));
  }

  private static Response refusedOrFailed(ProblemException e) {
    return e.problems().getFirst() instanceof DatabaseProblem
        ? new Response.Failed(e.problems())
        : new Response.Refused(e.problems());
  }

  private static Response unexpected(Throwable failure) {
    String reference = References.next();
    LOG.error("Unexpected failure, reference {}", reference, failure);
    Problem problem = new InternalProblem.Unexpected(reference);
    return new Response.Failed(List.of(problem));
  }

  /**
   * The statements of a request and what is bound to them; nothing is executed. A query has one, or
   * none if it asks for the schema or for Java's fields alone; a mutation has those of all its
   * commands, in which the id that a command answers is still null.
   *
   * @throws ProblemException if the request is at fault or the database has not been read yet
   */
  public List<Explanation> explain(Request request) {
    Model model = keeper.current();
    Prepared operation =
        model.documents().parse(request.query()).operation(request.operationName());
    Variables variables = operation.variables(request.variables());
    if (operation.introspectionOnly()) {
      return List.of();
    }
    if (operation.kind() == Operation.Kind.MUTATION) {
      return Mutations.explain(model, operation, variables);
    }
    Statement statement = model.plan(operation, variables).statement();
    if (statement == null) {
      return List.of();
    }
    return List.of(new Explanation(statement.text(), parameters(statement, variables), false));
  }

  /**
   * PostgreSQL's plan of an explained statement, executed as the caller, with times and buffers.
   * Blocks.
   *
   * @throws ProblemException if PostgreSQL refuses it
   */
  public List<String> analyze(Explanation explanation, Caller caller) {
    return database.inspect(
        caller,
        session ->
            session
                .query(
                    "EXPLAIN (ANALYZE, BUFFERS) " + explanation.sql(),
                    explanation.parameters().toArray())
                .stream()
                .map(row -> String.valueOf(row.string("QUERY PLAN")))
                .toList());
  }

  /**
   * The report with what only a long look at the database finds: bodies of routines that cannot
   * run. Blocks.
   *
   * @throws ProblemException if the database has not been read yet or cannot be reached
   */
  public Report check() {
    Model model = keeper.current();
    return model.report().with(BodyCheck.of(database, model.routines()));
  }

  /**
   * The GraphQL schema in its definition language.
   *
   * @throws ProblemException if the database has not been read yet
   */
  public String sdl() {
    return keeper.current().schema().sdl();
  }

  /** Succeeds when the database answers and its catalogue has been read. */
  public Future<Void> ping() {
    // The database comes first: when it is away, that is why nothing has been read.
    return database
        .ping()
        .map(
            _ -> {
              keeper.current();
              return null;
            });
  }

  /** Stops watching and closes the connections; running requests fail. */
  @Override
  public void close() {
    keeper.close();
    database.close();
  }
}
