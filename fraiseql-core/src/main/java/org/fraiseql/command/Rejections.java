package org.fraiseql.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.database.Refusal;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL refuses, as a rejection where it is one: broken constraints and the database's
 * own rules. Pure and thread-safe.
 */
final class Rejections {

  private final String ruleClass;
  private final List<Constraint> constraints;
  private final Function<Constraint, @Nullable String> messages;

  /**
   * @param ruleClass the first two characters of the SQLSTATEs by which the database's own rules
   *     refuse, with the code as hint and the message as message
   * @param messages what a constraint's comment lets clients know, if anything
   */
  Rejections(
      String ruleClass,
      List<Constraint> constraints,
      Function<Constraint, @Nullable String> messages) {
    this.ruleClass = ruleClass;
    this.constraints = constraints;
    this.messages = messages;
  }

  /** The rejection that the refusal stands for; null if it is none. */
  @Nullable Rejection of(Refusal refusal, CommandField command) {
    String state = refusal.sqlState();
    if (state.startsWith(ruleClass)) {
      String code = refusal.hint() == null || refusal.hint().isBlank() ? state : refusal.hint();
      return new Rejection(code.strip(), refusal.message(), null, null, null);
    }
    RejectionCode code = RejectionCode.of(state);
    return code == null ? null : violation(code, refusal, command.input());
  }

  private Rejection violation(
      RejectionCode code, Refusal refusal, CommandField.@Nullable Input input) {
    Constraint broken = broken(refusal);
    String message = broken == null ? null : messages.apply(broken);
    return new Rejection(
        code.name(),
        message == null ? code.description() : message,
        input == null ? null : field(refusal, broken, input),
        null,
        null);
  }

  private @Nullable Constraint broken(Refusal refusal) {
    for (Constraint constraint : constraints) {
      String owner =
          constraint.kind() == Constraint.Kind.DOMAIN_CHECK ? refusal.dataType() : refusal.table();
      if (constraint.name().equals(refusal.constraint())
          && constraint.owner().equals(owner)
          && constraint.context().equals(refusal.context())) {
        return constraint;
      }
    }
    return null;
  }

  /**
   * The input field that the broken rule is about: the only one of the last column's name, since
   * columns before it mostly say within what the rule holds; or the only one of the domain.
   */
  private static @Nullable String field(
      Refusal refusal, @Nullable Constraint broken, CommandField.Input input) {
    if (refusal.column() != null) {
      return only(input, field -> field.key().equals(refusal.column()));
    }
    if (refusal.dataType() != null && refusal.table() == null) {
      return only(input, field -> isOf(field.type(), refusal));
    }
    if (broken != null) {
      for (String column : broken.columns().reversed()) {
        String field = only(input, candidate -> candidate.key().equals(column));
        if (field != null) {
          return field;
        }
      }
    }
    return null;
  }

  private static boolean isOf(PgType type, Refusal refusal) {
    PgType single = type.single();
    return single.context().equals(refusal.context()) && single.name().equals(refusal.dataType());
  }

  private static @Nullable String only(
      CommandField.Input input, Predicate<CommandField.Input.Field> wanted) {
    List<String> found = new ArrayList<>();
    collect(input, wanted, "input", found, new HashSet<>());
    return found.size() == 1 ? found.getFirst() : null;
  }

  private static void collect(
      CommandField.Input input,
      Predicate<CommandField.Input.Field> wanted,
      String place,
      List<String> found,
      Set<CommandField.Input> inside) {
    if (!inside.add(input)) {
      return;
    }
    for (CommandField.Input.Field field : input.fields().values()) {
      String here = place + "." + field.name();
      if (wanted.test(field)) {
        found.add(here);
      }
      if (field.object() != null) {
        boolean list = field.type().base().kind() == PgType.Kind.ARRAY;
        collect(field.object(), wanted, list ? here + "[]" : here, found, inside);
      }
    }
    inside.remove(input);
  }
}
