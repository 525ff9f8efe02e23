package org.fraiseql.command;

import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.RoutineBody;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.CommandField;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One command of a mutation, compiled for all inputs. Immutable and thread-safe.
 *
 * @param responseKey the alias, or the field's name
 * @param body what the routine's source tells of the texts that it answers
 * @param input the argument {@code input}
 * @param key the argument {@code idempotencyKey}, if it is given
 * @param expectedVersion the argument {@code expectedVersion}, if it is given
 * @param domains the domains in the input whose checks PostgreSQL tries before the call
 * @param lock locks the aggregate and gives its version; null if the command names none
 * @param call the routine's call; its row is what {@link Outcome} reads
 * @param replay the same row for an outcome that is known already
 * @param payload reads what is selected of the database after the call; null if nothing is
 * @param accepted what the answer to an accepted command has, in order
 * @param rejected what the answer to a rejected command has, in order
 */
public record CommandPlan(
    String responseKey,
    CommandField field,
    RoutineBody body,
    Value input,
    @Nullable Binding key,
    @Nullable Binding expectedVersion,
    DomainChecks domains,
    @Nullable Statement lock,
    Statement call,
    Statement replay,
    @Nullable Statement payload,
    List<Member> accepted,
    List<Member> rejected) {

  /** The routine's input as JSON text. */
  static final Binding INPUT = new Binding.Given("input");

  /** The id that the routine answered. */
  static final Binding ID = new Binding.Given("id");

  /** The message of an outcome that is known already. */
  static final Binding MESSAGE = new Binding.Given("message");

  /** The data of an outcome that is known already. */
  static final Binding DATA = new Binding.Given("data");

  /** One member of the answer's object. */
  record Member(String responseKey, Source source) {}

  /** Where a member takes its value from. */
  sealed interface Source {

    /** The name of the object's type. */
    record TypeName(String name) implements Source {}

    /** The routine's message. */
    record Message() implements Source {}

    /** A key of the routine's data: JSON text in this column of the call's row. */
    record Data(String column, String key, boolean nullable) implements Source {}

    /** What is read after the call: JSON text in this column of the payload's row. */
    record Read(String column) implements Source {}

    /** The rejection's code, by its GraphQL name where codes are declared. */
    record Code(Map<String, String> names) implements Source {}

    /** The input field at fault. */
    record Field() implements Source {}

    /** The rejection's details. */
    record Details() implements Source {}

    /** The version that the aggregate has. */
    record CurrentVersion() implements Source {}
  }
}
