package org.fraiseql.operation;

import graphql.language.Field;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.operation.Value.Count;
import org.fraiseql.operation.Value.Scalar;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.Problem.Location;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.sql.Binding;
import org.jspecify.annotations.Nullable;

/**
 * Makes the selections of one operation, and adds up what the answer could hold: each leaf field
 * counts once for every row of the lists that it is in. For one use.
 */
final class Resolver {

  /** ListCost that a nested list without a limit is reckoned to have. */
  private static final int NESTED_ROWS = 5;

  /** A list with the values that its rows hold directly. */
  private static final class ListCost {
    final String name;
    final List<Location> locations;
    final List<Object> path;
    long values;

    ListCost(String name, List<Location> locations, List<Object> path) {
      this.name = name;
      this.locations = locations;
      this.path = path;
    }
  }

  /**
   * Where a field stands.
   *
   * @param times rows of all lists around it, multiplied
   * @param paged rows of the lists directly inside a connection, -1 elsewhere
   */
  private record Around(
      GraphQLObjectType type, List<Object> path, long times, int paged, @Nullable ListCost list) {

    boolean isRoot() {
      return path.isEmpty();
    }
  }

  private final Terms terms;
  private final Fields fields;
  private final Arguments arguments;
  private final List<ListCost> lists = new ArrayList<>();
  private long cost;
  private int made;

  Resolver(Terms terms, Parsed parsed, Variables variables) {
    this.terms = terms;
    this.fields = new Fields(terms.schema(), parsed, variables);
    this.arguments = new Arguments(terms, variables);
  }

  List<Selection> selections(GraphQLObjectType root, graphql.language.SelectionSet set) {
    List<Selection> selections =
        selections(
            fields.collect(root.getName(), List.of(set)), new Around(root, List.of(), 1, -1, null));
    if (cost > terms.limits().cost()) {
      ListCost most = null;
      for (ListCost list : lists) {
        most = most == null || list.values > most.values ? list : most;
      }
      throw new ProblemException(
          new LimitProblem.TooCostly(
              cost,
              terms.limits().cost(),
              most == null ? null : most.name,
              most == null ? List.of() : most.locations,
              most == null ? List.of() : most.path));
    }
    return selections;
  }

  private List<Selection> selections(Map<String, List<Field>> byKey, Around around) {
    List<Selection> selections = new ArrayList<>(byKey.size());
    byKey.forEach((key, same) -> selections.add(selection(key, same, around)));
    return List.copyOf(selections);
  }

  private Selection selection(String key, List<Field> same, Around around) {
    Field field = same.getFirst();
    String name = field.getName();
    if (++made > terms.limits().cost()) {
      // Types within types: a short document can stand for millions of fields.
      throw new ProblemException(
          new LimitProblem.TooManyBranches(terms.limits().cost(), Place.locationsOf(field)));
    }
    if (around.isRoot() && Introspection.isRootField(name)) {
      Binding json = new Binding.Variable(Introspection.PREFIX + key, List.of());
      return new Selection(key, name, Map.of(Selection.JSON, new Scalar(json)), List.of());
    }
    GraphQLFieldDefinition definition = Types.field(terms.schema(), around.type, name);
    if (definition == null) {
      throw new IllegalStateException(around.type.getName() + "." + name + " is not validated");
    }
    List<Object> path = new ArrayList<>(around.path);
    path.add(key);
    Map<String, Value> values = arguments.of(definition, field, path);
    List<GraphQLObjectType> members =
        Types.members(terms.schema(), GraphQLTypeUtil.unwrapAll(definition.getType()));
    if (!members.isEmpty()) {
      Around inside = inside(field, definition, values, around, members.getFirst(), path);
      return new Selection(key, name, values, List.of(), branches(members, same, inside));
    }
    if (GraphQLTypeUtil.unwrapAll(definition.getType()) instanceof GraphQLObjectType type) {
      Around inside = inside(field, definition, values, around, type, path);
      Map<String, List<Field>> children = fields.collect(type.getName(), Fields.inside(same));
      return new Selection(key, name, values, selections(children, inside));
    }
    cost += around.times;
    if (around.list != null) {
      around.list.values += around.times;
    }
    return new Selection(key, name, values, List.of());
  }

  /** What is selected of each member; an answer has one of them, so the dearest counts. */
  private Map<String, List<Selection>> branches(
      List<GraphQLObjectType> members, List<Field> same, Around around) {
    Map<String, List<Selection>> branches = new LinkedHashMap<>();
    long before = cost;
    long dearest = cost;
    for (GraphQLObjectType member : members) {
      cost = before;
      Around inside = new Around(member, around.path, around.times, around.paged, around.list);
      Map<String, List<Field>> children = fields.collect(member.getName(), Fields.inside(same));
      branches.put(member.getName(), selections(children, inside));
      dearest = Math.max(dearest, cost);
    }
    cost = dearest;
    return Collections.unmodifiableMap(branches);
  }

  private Around inside(
      Field field,
      GraphQLFieldDefinition definition,
      Map<String, Value> values,
      Around around,
      GraphQLObjectType type,
      List<Object> path) {
    boolean connection = Paging.isConnection(definition);
    if (!connection && !Paging.isList(definition)) {
      return new Around(type, path, around.times, -1, around.list);
    }
    if (!connection && around.paged >= 0) {
      return new Around(type, path, times(around, around.paged), -1, around.list);
    }
    ListCost list = new ListCost(field.getName(), Place.locationsOf(field), path);
    lists.add(list);
    int rows = rows(values, around);
    return connection
        ? new Around(type, path, around.times, rows, list)
        : new Around(type, path, times(around, rows), -1, list);
  }

  /** Saturates far above every limit, and far below overflow when a few thousand are added. */
  private static long times(Around around, int rows) {
    return Math.min(around.times * rows, Integer.MAX_VALUE);
  }

  private int rows(Map<String, Value> values, Around around) {
    for (Value value : values.values()) {
      if (value instanceof Count count) {
        return count.value();
      }
    }
    return around.isRoot() ? terms.limits().defaultRows() : NESTED_ROWS;
  }
}
