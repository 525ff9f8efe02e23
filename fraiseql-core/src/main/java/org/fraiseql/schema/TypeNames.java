package org.fraiseql.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.problem.DefinitionProblem;
import org.jspecify.annotations.Nullable;

/** Who has which type name. Each name belongs to one thing; the first that claims it keeps it. */
final class TypeNames {

  private static final List<String> RESERVED =
      List.of(
          "Query",
          "Mutation",
          "Subscription",
          "PageInfo",
          "OrderDirection",
          "ID",
          "PresenceOperators");

  private final Map<String, String> owners = new HashMap<>();
  private final List<DefinitionProblem> problems;

  TypeNames(List<DefinitionProblem> problems) {
    this.problems = problems;
    RESERVED.forEach(name -> owners.put(name, "GraphQL itself"));
    ScalarTypes.reserved().forEach(name -> owners.put(name, "the scalar " + name));
  }

  /** Takes the name if it is free. */
  boolean claim(String name, String owner) {
    return owners.putIfAbsent(name, owner) == null;
  }

  /** Who has the name. */
  @Nullable String owner(String name) {
    return owners.get(name);
  }

  /** Takes the first free one of the wanted name and the wanted name with 2, 3, … behind it. */
  String claimNumbered(String wanted, String owner) {
    String name = wanted;
    for (int i = 2; !claim(name, owner); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** A name for a scalar or enum that is called after its PostgreSQL type. */
  String claimFor(PgType type) {
    String place = type.context() + "." + type.name();
    CommentText comment = CommentText.of(type.comment(), CommentText.On.TYPE);
    comment.report(place, CommentText.On.TYPE, problems);
    String named = Names.type(type.name());
    String wanted = comment.name() != null ? comment.name() : named == null ? "Type" : named;
    if (claim(wanted, place)) {
      return wanted;
    }
    String context = Names.type(type.context());
    String name = claimNumbered((context == null ? "" : context) + wanted, place);
    problems.add(
        new DefinitionProblem.TypeNameTaken(
            place, wanted, String.valueOf(owner(wanted)), name, "TYPE " + place));
    return name;
  }
}
