package org.fraiseql;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.Database;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.repository.Sessions;
import org.fraiseql.resolver.Filled;
import org.fraiseql.resolver.Plan;
import org.fraiseql.resolver.Resolvers;
import org.fraiseql.resolver.Work;
import org.fraiseql.sql.Statement;

/**
 * Has those fields answered that Java answers, each request in its transaction: a query in one that
 * reads, each field of a mutation in one of its own. Thread-safe.
 */
final class Resolution {

  private final Database database;
  private final Sessions sessions;
  private final int resultBytes;

  /**
   * @param resultBytes size of what a statement may answer
   */
  Resolution(Database database, Sessions sessions, int resultBytes) {
    this.resultBytes = resultBytes;
    this.database = database;
    this.sessions = sessions;
  }

  /**
   * Answers a query.
   *
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  Future<Response> query(
      Model model, Plan plan, Variables variables, Caller caller, Cancellation cancellation) {
    model.resolvers().check(plan, variables);
    Work work = Work.open(sessions, caller, Sessions.Mode.READ, cancellation);
    Statement statement = plan.statement();
    Future<Buffer> compiled = null;
    if (statement != null) {
      String sql = statement.text();
      var parameters = FraiseQL.parameters(statement, variables);
      compiled =
          plan.session()
              ? work.read(sql, parameters).compose(this::limited)
              : database.read(caller, sql, parameters, cancellation);
    }
    return model
        .resolvers()
        .query(new Resolvers.Request(plan, variables, caller, work, cancellation), compiled)
        .map(Resolution::response);
  }

  /** As a read outside of a transaction is. */
  private Future<Buffer> limited(Buffer answer) {
    return answer.length() <= resultBytes
        ? Future.succeededFuture(answer)
        : Future.failedFuture(
            new ProblemException(new DatabaseProblem.ResultTooLarge(answer.length(), resultBytes)));
  }

  private static Response response(Filled filled) {
    Buffer json = filled.json() == null ? Buffer.buffer("null") : filled.json();
    if (filled.failures().isEmpty()) {
      return new Response.Data(Buffer.buffer("{\"data\":").appendBuffer(json).appendString("}"));
    }
    List<Response.FieldFailure> failures =
        filled.failures().stream()
            .map(failure -> new Response.FieldFailure(failure.path(), failure.problem()))
            .toList();
    return new Response.Partial(json, failures);
  }

  /**
   * Carries out a field of a mutation.
   *
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  Future<Filled> mutation(
      Model model, Plan plan, Variables variables, Caller caller, Cancellation cancellation) {
    Work work = Work.open(sessions, caller, Sessions.Mode.WRITE, cancellation);
    return model
        .resolvers()
        .mutation(new Resolvers.Request(plan, variables, caller, work, cancellation));
  }

  /** Fills in what Java computes in a command's answer. */
  Future<Filled> command(
      Model model,
      Plan plan,
      String json,
      Variables variables,
      Caller caller,
      Cancellation cancellation) {
    Work work = Work.open(sessions, caller, Sessions.Mode.READ, cancellation);
    return model
        .resolvers()
        .command(new Resolvers.Request(plan, variables, caller, work, cancellation), json);
  }
}
