package org.fraiseql.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.schema.CommandField;
import org.jspecify.annotations.Nullable;

/**
 * The domains in an input type that have checks. PostgreSQL tries the given values before the
 * routine is called, in the same round trip, since the routine itself need not use the domain.
 * Immutable.
 */
record DomainChecks(CommandField.@Nullable Input input, List<PgType> domains) {

  /** A value of a domain, and where it stands: {@code input.items[0].quantity}. */
  record Given(String field, PgType domain, String text) {}

  static DomainChecks of(CommandField.@Nullable Input input, List<Constraint> constraints) {
    Set<PgType> found = new LinkedHashSet<>();
    if (input != null) {
      collect(input, constraints, found, new HashSet<>());
    }
    return new DomainChecks(input, List.copyOf(found));
  }

  private static void collect(
      CommandField.Input input,
      List<Constraint> constraints,
      Set<PgType> found,
      Set<CommandField.Input> seen) {
    if (!seen.add(input)) {
      return;
    }
    for (CommandField.Input.Field field : input.fields().values()) {
      PgType single = field.type().single();
      if (isChecked(single, constraints)) {
        found.add(single);
      }
      if (field.object() != null) {
        collect(field.object(), constraints, found, seen);
      }
    }
  }

  /** Only domains over single values: their text is what is cast. */
  private static boolean isChecked(PgType type, List<Constraint> constraints) {
    return type.kind() == PgType.Kind.DOMAIN
        && type.base().kind() != PgType.Kind.ARRAY
        && type.base().kind() != PgType.Kind.COMPOSITE
        && constraints.stream().anyMatch(constraint -> belongs(constraint, type));
  }

  static boolean belongs(Constraint constraint, PgType domain) {
    return constraint.kind() == Constraint.Kind.DOMAIN_CHECK
        && constraint.context().equals(domain.context())
        && constraint.owner().equals(domain.name());
  }

  /** The values of these domains in an input. */
  List<Given> given(@Nullable Object tree) {
    List<Given> given = new ArrayList<>();
    if (input != null && !domains.isEmpty() && tree instanceof Map<?, ?> fields) {
      object(fields, input, "input", given);
    }
    return given;
  }

  private void object(Map<?, ?> fields, CommandField.Input type, String place, List<Given> given) {
    for (CommandField.Input.Field field : type.fields().values()) {
      Object value = fields.get(field.name());
      if (value != null) {
        value(value, field, place + "." + field.name(), given);
      }
    }
  }

  private void value(
      Object value, CommandField.Input.Field field, String place, List<Given> given) {
    if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) != null) {
          value(items.get(i), field, place + "[" + i + "]", given);
        }
      }
    } else if (value instanceof Map<?, ?> fields && field.object() != null) {
      object(fields, field.object(), place, given);
    } else if (domains.contains(field.type().single())) {
      given.add(new Given(place, field.type().single(), value.toString()));
    }
  }

  /** Fails if one of the values of its array of texts, one for each domain, is not valid. */
  String sql() {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int i = 0; i < domains.size(); i++) {
      sql.append(i == 0 ? "" : ", ")
          .append("(SELECT count(CAST(v AS ")
          .append(domains.get(i).sqlName())
          .append(")) FROM unnest($")
          .append(i + 1)
          .append("::text[]) v) AS c")
          .append(i);
    }
    return sql.toString();
  }

  /** What {@link #sql} is to be given. */
  List<List<String>> parameters(List<Given> given) {
    return domains.stream()
        .map(
            domain ->
                given.stream().filter(g -> g.domain().equals(domain)).map(Given::text).toList())
        .toList();
  }
}
