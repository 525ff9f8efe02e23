package org.fraiseql.resolver;

import java.util.List;
import org.fraiseql.operation.Selection;
import org.fraiseql.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An operation some of whose fields Java answers, or one field of a mutation. Immutable and
 * thread-safe.
 *
 * @param root the name of the query or mutation type
 * @param parts the root fields, in the document's order
 * @param compiled what PostgreSQL is asked for: the selections without Java's fields, and with what
 *     those need
 * @param calls all of Java's fields
 * @param session whether one of them takes a session
 * @param command a command that PostgreSQL carries out, whose input Java declares with constraints
 * @param statement reads what PostgreSQL is asked for; null if that is nothing, or a command
 */
public record Plan(
    String root,
    List<Part> parts,
    List<Selection> compiled,
    List<Part.Call> calls,
    boolean session,
    Part.@Nullable Call command,
    @Nullable Statement statement) {

  /** Whether Java has a part in it. */
  public boolean isWritten() {
    return !calls.isEmpty();
  }

  /** Whether PostgreSQL has a part in it that is more than the name of a type. */
  public boolean isCompiled() {
    return compiled.stream().anyMatch(each -> !each.name().equals(Planner.TYPE_NAME));
  }

  /** The same with a command that Java declares. */
  Plan declared(Part.Call call) {
    return new Plan(root, parts, compiled, calls, session, call, statement);
  }

  /** The same with its statement. */
  public Plan with(Statement made) {
    return new Plan(root, parts, compiled, calls, session, command, made);
  }
}
