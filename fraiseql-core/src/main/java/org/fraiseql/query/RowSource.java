package org.fraiseql.query;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Predicates;
import org.fraiseql.definition.Pruner;

/**
 * A read model as a sub-query that has just the columns which are asked of it. Asking for a column
 * gives its name; the sub-query is written when all have been asked for. Not thread-safe.
 */
final class RowSource {

  private final Pruner pruner;
  private final RelationName relation;
  private final String alias;
  private final Map<Pruner.Output, String> names = new LinkedHashMap<>();

  RowSource(Pruner pruner, RelationName relation, String alias) {
    this.pruner = pruner;
    this.relation = relation;
    this.alias = alias;
  }

  /** A real column. */
  String column(String name) {
    return ask(name, Demand.WHOLE);
  }

  /** What is asked of the document, or of a real column when the path says so. */
  String document(Demand demand) {
    if (demand instanceof Demand.Leaf leaf && Predicate.isColumn(leaf.path())) {
      return column(leaf.path().get(1));
    }
    return ask("data", demand);
  }

  String condition(Predicate predicate) {
    return Predicates.write(predicate, this::document);
  }

  private String ask(String column, Demand demand) {
    String name =
        names.computeIfAbsent(
            new Pruner.Output(column, demand, ""),
            _ -> demand instanceof Demand.Whole ? column : "c" + (names.size() + 1));
    return alias + "." + quote(name);
  }

  /** The sub-query with its alias, for a FROM clause. */
  String from() {
    List<Pruner.Output> outputs = new ArrayList<>();
    names.forEach(
        (output, name) -> outputs.add(new Pruner.Output(output.column(), output.demand(), name)));
    return "(" + pruner.select(relation, outputs) + ") " + alias;
  }
}
