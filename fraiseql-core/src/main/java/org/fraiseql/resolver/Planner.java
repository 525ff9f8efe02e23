package org.fraiseql.resolver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.declaration.MethodDeclaration.Parameter;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.operation.Operation;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ResolverProblem;
import org.fraiseql.schema.OutputType;
import org.fraiseql.schema.OutputTypes;
import org.jspecify.annotations.Nullable;

/**
 * Tells what PostgreSQL is asked for from what Java is. Where Java computes a field of a document,
 * PostgreSQL is asked for what the method needs of it instead, under response keys that begin with
 * a full stop, which no client can write. Immutable and thread-safe.
 */
public final class Planner {

  /** Stands before the name of what only a method needs. */
  static final String NEED = ".";

  static final String TYPE_NAME = "__typename";

  /** What the argument of a command is called. */
  static final String INPUT = "input";

  private final Declarations declarations;
  private final OutputTypes types;
  private final Validation validation;
  private final Class<?> session;

  /**
   * @param session the type of parameters that stand for the request's transaction
   */
  public Planner(
      Declarations declarations, OutputTypes types, Validation validation, Class<?> session) {
    this.validation = validation;
    this.declarations = declarations;
    this.types = types;
    this.session = session;
  }

  /**
   * The plan of a query, without its statement.
   *
   * @throws ProblemException if it asks for something that cannot be had there
   */
  public Plan query(Operation operation) {
    return plan(operation.selections(), types.query());
  }

  /**
   * The plan of one field of a mutation.
   *
   * @throws ProblemException if it asks for something that cannot be had there
   */
  public Plan mutation(Selection selection) {
    Plan plan = plan(List.of(selection), types.mutation());
    return declarations
        .mutation(selection.name())
        .filter(method -> method.function() != null && validation.isConstrained(method))
        .map(method -> plan.declared(command(method, selection)))
        .orElse(plan);
  }

  /** A command has one input, whatever its parameter is called in Java. */
  private static Part.Call command(MethodDeclaration method, Selection selection) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    method
        .arguments()
        .forEach(
            argument ->
                selection
                    .argument(INPUT)
                    .ifPresent(input -> arguments.put(argument.name(), input)));
    return new Part.Call(method, arguments, Map.of(), List.of(selection.responseKey()));
  }

  private Plan plan(List<Selection> selections, String root) {
    List<Part.Call> calls = new ArrayList<>();
    List<Part> parts = parts(selections, root, List.of(), false, calls);
    if (calls.isEmpty()) {
      return new Plan(root, parts, selections, calls, false, null, null);
    }
    List<Selection> compiled = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).call() == null) {
        compiled.add(rewritten(selections.get(i), parts.get(i)));
      }
    }
    boolean takesSession =
        calls.stream()
            .flatMap(call -> call.method().parameters().stream())
            .anyMatch(p -> p instanceof Parameter.Injected(Class<?> type) && type == session);
    return new Plan(
        root, parts, List.copyOf(compiled), List.copyOf(calls), takesSession, null, null);
  }

  private List<Part> parts(
      List<Selection> selections,
      String type,
      List<Object> path,
      boolean inJava,
      List<Part.Call> calls) {
    List<Part> parts = new ArrayList<>(selections.size());
    for (Selection selection : selections) {
      List<Object> here = new ArrayList<>(path);
      here.add(selection.responseKey());
      parts.add(part(selection, type, List.copyOf(here), inJava, calls));
    }
    return List.copyOf(parts);
  }

  private Part part(
      Selection selection, String on, List<Object> path, boolean inJava, List<Part.Call> calls) {
    OutputType known = types.field(on, selection.name());
    // Introspection beside other fields is text that is ready.
    OutputType type = known == null ? new OutputType(selection.name(), true, null, false) : known;
    MethodDeclaration method = method(on, selection.name());
    if (method == null && inJava && !selection.arguments().isEmpty()) {
      throw new ProblemException(
          new ResolverProblem.ArgumentsBelowJava(
              on + "." + selection.name(), selection.arguments().keySet().iterator().next(), path));
    }
    Part.Call call =
        method == null
            ? null
            : new Part.Call(method, selection.arguments(), inJava ? Map.of() : needs(method), path);
    int before = calls.size();
    if (call != null) {
      calls.add(call);
    }
    boolean below = inJava || call != null;
    List<Part> children = parts(selection.children(), type.name(), path, below, calls);
    Map<String, List<Part>> branches = new LinkedHashMap<>();
    selection
        .branches()
        .forEach((name, inside) -> branches.put(name, parts(inside, name, path, below, calls)));
    return new Part(
        selection.responseKey(),
        selection.name(),
        type,
        call,
        children,
        branches,
        calls.size() > before);
  }

  private @Nullable MethodDeclaration method(String type, String field) {
    if (type.equals(types.query())) {
      return declarations.query(field).orElse(null);
    }
    if (type.equals(types.mutation())) {
      return declarations.mutation(field).filter(m -> m.function() == null).orElse(null);
    }
    return declarations.field(type, field).orElse(null);
  }

  private static Map<String, String> needs(MethodDeclaration method) {
    Map<String, String> needs = new LinkedHashMap<>();
    method
        .parent()
        .ifPresent(parent -> parent.components().forEach(c -> needs.put(c.name(), key(c))));
    return needs;
  }

  /** Methods can need parts of one object that differ. */
  private static String key(Component component) {
    String all = NEED + component.name();
    return component.type().single() instanceof JavaType.OfRecord(Class<?> raw, boolean _)
        ? all + NEED + raw.getName()
        : all;
  }

  private Selection rewritten(Selection selection, Part part) {
    if (!part.written()) {
      return selection;
    }
    Map<String, List<Selection>> branches = new LinkedHashMap<>();
    selection
        .branches()
        .forEach(
            (name, inside) -> branches.put(name, rewritten(inside, part.of(name), name, true)));
    List<Selection> children =
        branches.isEmpty()
            ? rewritten(selection.children(), part.children(), part.type().name(), false)
            : List.of();
    return new Selection(
        selection.responseKey(), selection.name(), selection.arguments(), children, branches);
  }

  private List<Selection> rewritten(
      List<Selection> selections, List<Part> parts, String type, boolean named) {
    List<Selection> kept = new ArrayList<>();
    Map<String, Component> needed = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Part.Call call = part.call();
      if (call == null) {
        kept.add(rewritten(selections.get(i), part));
      } else {
        RecordDeclaration parent = call.method().parent().orElseThrow();
        parent.components().forEach(component -> needed.put(key(component), component));
      }
    }
    needed.forEach(
        (key, component) -> {
          Selection selection = need(key, component, type, new LinkedHashSet<>());
          if (selection != null) {
            kept.add(selection);
          }
        });
    if (named || kept.isEmpty()) {
      kept.add(new Selection(NEED + TYPE_NAME, TYPE_NAME, Map.of(), List.of()));
    }
    return List.copyOf(kept);
  }

  /** All of a component's value; null where the type has no such field. */
  private @Nullable Selection need(
      String responseKey, Component component, String type, Set<Class<?>> around) {
    OutputType found = types.field(type, component.name());
    if (found == null || method(type, component.name()) != null) {
      return null;
    }
    List<Selection> children = new ArrayList<>();
    if (component.type().single() instanceof JavaType.OfRecord(Class<?> raw, boolean _)) {
      RecordDeclaration record = declarations.records().get(raw);
      if (record == null || !around.add(raw)) {
        return null;
      }
      for (Component inner : record.components()) {
        Selection child = need(inner.name(), inner, found.name(), around);
        if (child != null) {
          children.add(child);
        }
      }
      around.remove(raw);
    }
    return new Selection(responseKey, component.name(), Map.of(), List.copyOf(children));
  }
}
