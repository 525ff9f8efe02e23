package org.fraiseql.command;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Ending;
import org.fraiseql.database.Row;
import org.fraiseql.database.Transaction;
import org.fraiseql.operation.Value;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.CommandProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.References;
import org.fraiseql.schema.RejectionCode;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command with its values, as it goes through a transaction: key, version, call, payload. Can
 * go through another transaction if that one is to be repeated. Not thread-safe.
 */
final class Execution {

  private static final Logger LOG = LoggerFactory.getLogger("org.fraiseql.command");

  /** How far it has come: what a refusal of PostgreSQL's is about. */
  enum Stage {
    /** Its idempotency key is claimed; nothing of the command has been done. */
    CLAIM,
    /** The values of domains in its input are tried. */
    DOMAINS,
    /** The version is locked, the routine called, the payload read. */
    COMMAND
  }

  private final CommandPlan plan;
  private final Variables variables;
  private final IdempotencyKeys keys;
  private final String input;
  private final List<DomainChecks.Given> domainValues;
  private final IdempotencyKeys.@Nullable Claim claim;
  private final @Nullable String expectedVersion;
  private Stage stage = Stage.COMMAND;

  private Execution(
      CommandPlan plan,
      Variables variables,
      IdempotencyKeys keys,
      String input,
      List<DomainChecks.Given> domainValues,
      IdempotencyKeys.@Nullable Claim claim,
      @Nullable String expectedVersion) {
    this.plan = plan;
    this.variables = variables;
    this.keys = keys;
    this.input = input;
    this.domainValues = domainValues;
    this.claim = claim;
    this.expectedVersion = expectedVersion;
  }

  /**
   * @throws ProblemException if the idempotency key is none
   */
  static Execution of(
      CommandPlan plan,
      Variables variables,
      Caller caller,
      InputText inputs,
      IdempotencyKeys keys) {
    Object tree = plan.input() instanceof Value.Whole whole ? variables.whole(whole) : null;
    String input = inputs.of(tree, plan.field().input());
    String version =
        plan.expectedVersion() == null ? null : (String) variables.bound(plan.expectedVersion());
    return new Execution(
        plan,
        variables,
        keys,
        input,
        plan.domains().given(tree),
        claim(plan, variables, caller),
        version);
  }

  private static IdempotencyKeys.@Nullable Claim claim(
      CommandPlan plan, Variables variables, Caller caller) {
    String key = plan.key() == null ? null : (String) variables.bound(plan.key());
    if (key == null) {
      return null;
    }
    int length = key.codePointCount(0, key.length());
    if (length < 1 || length > IdempotencyKeys.LONGEST) {
      throw new ProblemException(
          new CommandProblem.InvalidKey(plan.field().name(), length, IdempotencyKeys.LONGEST));
    }
    return new IdempotencyKeys.Claim(
        IdempotencyKeys.identity(caller),
        plan.field().routine().signature(),
        key,
        selection(plan, variables));
  }

  /** Tells selections apart: what is answered, and with which arguments inside. */
  private static String selection(CommandPlan plan, Variables variables) {
    StringBuilder text = new StringBuilder(plan.accepted().toString()).append(plan.call().text());
    Statement payload = plan.payload();
    if (payload != null) {
      text.append(payload.text());
      for (Binding binding : payload.bindings()) {
        text.append(binding instanceof Binding.Given ? binding : variables.bound(binding));
      }
    }
    return IdempotencyKeys.hash(text.toString());
  }

  CommandPlan plan() {
    return plan;
  }

  /** The statements that it sends, but for those of a key. */
  List<CommandRunner.Explained> explained() {
    List<CommandRunner.Explained> statements = new ArrayList<>();
    if (!domainValues.isEmpty()) {
      statements.add(
          new CommandRunner.Explained(
              plan.domains().sql(), List.copyOf(plan.domains().parameters(domainValues))));
    }
    if (expectedVersion != null && plan.lock() != null) {
      statements.add(explained(plan.lock()));
    }
    statements.add(explained(plan.call()));
    if (plan.payload() != null) {
      statements.add(explained(plan.payload()));
    }
    return statements;
  }

  private CommandRunner.Explained explained(Statement statement) {
    return new CommandRunner.Explained(statement.text(), parameters(statement, null, null));
  }

  Stage stage() {
    return stage;
  }

  List<DomainChecks.Given> domainValues() {
    return domainValues;
  }

  /** All steps in one transaction. */
  Future<Ending<Result>> in(Transaction transaction) {
    stage = Stage.COMMAND;
    if (claim == null) {
      return locked(transaction);
    }
    stage = Stage.CLAIM;
    return keys.claim(transaction, claim, input, expectedVersion)
        .compose(
            found -> {
              stage = Stage.COMMAND;
              return switch (found) {
                case IdempotencyKeys.Found.Fresh _ -> locked(transaction);
                case IdempotencyKeys.Found.OtherInput _ ->
                    rolledBack(
                        new Result.Failed(new CommandProblem.KeyReused(plan.field().name())));
                case IdempotencyKeys.Found.Known known -> known(transaction, known);
              };
            });
  }

  private Future<Ending<Result>> known(Transaction transaction, IdempotencyKeys.Found.Known known) {
    if (known.answer() != null) {
      return Future.succeededFuture(new Ending.Commit<>(new Result.Answered(known.answer())));
    }
    return transaction
        .query(plan.replay().text(), parameters(plan.replay(), null, known))
        .compose(rows -> outcome(transaction, Outcome.of(rows, plan), false));
  }

  private Future<Ending<Result>> locked(Transaction transaction) {
    Statement lock = plan.lock();
    if (expectedVersion == null || lock == null) {
      return called(transaction);
    }
    return transaction
        .query(lock.text(), parameters(lock, null, null))
        .compose(
            rows -> {
              long version = rows.getFirst().number("version");
              if (version == Long.parseLong(expectedVersion)) {
                return called(transaction);
              }
              RejectionCode code = RejectionCode.VERSION_CONFLICT;
              return answered(
                  new Rejection(code.name(), code.description(), "expectedVersion", null, version));
            });
  }

  private Future<Ending<Result>> called(Transaction transaction) {
    Future<List<Row>> call;
    if (domainValues.isEmpty()) {
      call = transaction.query(plan.call().text(), parameters(plan.call(), null, null));
    } else {
      DomainChecks domains = plan.domains();
      stage = Stage.DOMAINS;
      Future<List<Row>> checked =
          transaction.query(domains.sql(), domains.parameters(domainValues));
      // Sent without waiting: if the check fails, PostgreSQL does not execute the call.
      Future<List<Row>> sent =
          transaction.query(plan.call().text(), parameters(plan.call(), null, null));
      call =
          checked.compose(
              _ -> {
                stage = Stage.COMMAND;
                return sent;
              });
    }
    return call.compose(rows -> outcome(transaction, Outcome.of(rows, plan), claim != null));
  }

  private Future<Ending<Result>> outcome(Transaction transaction, Outcome outcome, boolean keeps) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted(transaction, accepted, keeps);
      case Outcome.Rejected(Rejection rejection) -> rejected(rejection);
      case Outcome.Malformed(String reason) -> {
        String reference = References.next();
        LOG.error("{}: {}: {}", reference, plan.field().routine().signature(), reason);
        yield rolledBack(
            new Result.Failed(new CommandProblem.Malformed(plan.field().name(), reference)));
      }
    };
  }

  private Future<Ending<Result>> accepted(
      Transaction transaction, Outcome.Accepted outcome, boolean keeps) {
    Statement payload = plan.payload();
    if (payload == null) {
      return Future.succeededFuture(
          finished(Answers.accepted(plan, outcome, null), outcome, keeps));
    }
    List<@Nullable Object> parameters = parameters(payload, outcome, null);
    if (!keeps) {
      return Future.succeededFuture(
          new Ending.CommitAfter<>(
              payload.text(),
              parameters,
              rows -> new Result.Answered(Answers.accepted(plan, outcome, rows.getFirst()))));
    }
    return transaction
        .query(payload.text(), parameters)
        .map(rows -> finished(Answers.accepted(plan, outcome, rows.getFirst()), outcome, true));
  }

  private Ending<Result> finished(String answer, Outcome.Accepted outcome, boolean keeps) {
    Result result = new Result.Answered(answer);
    return keeps && claim != null
        ? new Ending.CommitAfter<>(
            IdempotencyKeys.keep(), IdempotencyKeys.kept(claim, outcome, answer), _ -> result)
        : new Ending.Commit<>(result);
  }

  /** What the routine refused, in words that are its author's. */
  private Future<Ending<Result>> rejected(Rejection rejection) {
    String message = rejection.message();
    String routine = plan.field().routine().signature();
    if (message != null && plan.body().leaksErrors() && !plan.body().isOwnText(message)) {
      String reference = References.next();
      LOG.error("{}: {} answered with a text that is not its own: {}", reference, routine, message);
      return rolledBack(
          new Result.Failed(new CommandProblem.Masked(plan.field().name(), reference)));
    }
    if (!Answers.isDeclared(rejection.code(), plan.field().failure())) {
      LOG.warn("{} refused with a code that it does not declare: {}", routine, rejection.code());
    }
    return answered(rejection);
  }

  private Future<Ending<Result>> answered(Rejection rejection) {
    return rolledBack(new Result.Answered(Answers.rejected(plan.rejected(), rejection)));
  }

  private static Future<Ending<Result>> rolledBack(Result result) {
    return Future.succeededFuture(new Ending.RollBack<>(result));
  }

  private List<@Nullable Object> parameters(
      Statement statement,
      Outcome.@Nullable Accepted outcome,
      IdempotencyKeys.Found.@Nullable Known known) {
    List<@Nullable Object> parameters = new ArrayList<>(statement.bindings().size());
    for (Binding binding : statement.bindings()) {
      parameters.add(
          binding instanceof Binding.Given given
              ? given(given, outcome, known)
              : variables.bound(binding));
    }
    return parameters;
  }

  private @Nullable String given(
      Binding.Given given,
      Outcome.@Nullable Accepted outcome,
      IdempotencyKeys.Found.@Nullable Known known) {
    if (given.equals(CommandPlan.INPUT)) {
      return input;
    }
    if (given.equals(CommandPlan.ID)) {
      return outcome == null ? null : outcome.id();
    }
    if (known != null) {
      return given.equals(CommandPlan.MESSAGE) ? known.message() : known.data();
    }
    throw new IllegalArgumentException(given.toString());
  }
}
