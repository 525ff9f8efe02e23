package org.fraiseql.definition;

import java.util.List;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.Relation;

/** The columns of sources. */
final class Sources {

  private Sources() {}

  /** The names of a source's columns, in order. */
  static List<String> columns(Scope.Found found, Catalog catalog) {
    return switch (found.source().from()) {
      case From.Table table -> {
        Relation relation =
            catalog
                .relation(table.relation())
                .orElseThrow(() -> new NotUnderstood("" + table.relation()));
        List<String> names = relation.columns().stream().map(Relation.Column::name).toList();
        yield table.columns().isEmpty() ? names : aliased(names, table.columns());
      }
      case From.Derived derived -> aliased(columns(derived.query()), derived.columns());
      case From.CteReference reference -> {
        Scope.VisibleCte visible = found.scope().cte(reference.name());
        if (visible == null) {
          throw new NotUnderstood("the query " + reference.name());
        }
        yield aliased(
            aliased(columns(visible.cte().query()), visible.cte().columns()), reference.columns());
      }
      case From.Opaque _, From.Join _ -> throw new NotUnderstood("the row of a function");
    };
  }

  /** Whether a source is known to have that column. */
  static boolean has(Scope.Found found, String column, Catalog catalog) {
    try {
      return columns(found, catalog).contains(column);
    } catch (NotUnderstood e) {
      return false;
    }
  }

  /** Whether a relation's column is JSON; so is one that is not known. */
  static boolean isJson(From.Table table, String column, Catalog catalog) {
    Relation relation = catalog.relation(table.relation()).orElse(null);
    int index = table.columns().indexOf(column);
    Relation.Column found =
        relation == null
            ? null
            : index >= 0 ? relation.columns().get(index) : relation.column(column).orElse(null);
    return found == null || found.type().storesJson();
  }

  private static List<String> columns(Query query) {
    Query.Select first = Scope.firstSelect(query);
    if (first == null) {
      throw new NotUnderstood("a sub-query that is not a plain SELECT");
    }
    return first.items().stream().map(Query.Item::name).toList();
  }

  private static List<String> aliased(List<String> names, List<String> aliases) {
    List<String> result = new java.util.ArrayList<>(aliases);
    result.addAll(names.subList(Math.min(aliases.size(), names.size()), names.size()));
    return result;
  }
}
