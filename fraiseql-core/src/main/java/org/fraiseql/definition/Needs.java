package org.fraiseql.definition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked of a source, under which names. A column as it is keeps its name, since text that
 * is kept word by word refers to it; all else gets a name that no column of the source has.
 */
final class Needs {

  /** In bytes; PostgreSQL cuts names after 63. */
  private static final int LONGEST = 50;

  private final Map<SelectPruner.Output, String> names = new LinkedHashMap<>();
  private final Set<String> taken;

  /**
   * @param columns the names of the source's own columns
   */
  Needs(Set<String> columns) {
    this.taken = new HashSet<>(columns);
  }

  String name(int item, String column, Demand demand) {
    return names.computeIfAbsent(
        new SelectPruner.Output(item, demand, ""),
        _ -> demand instanceof Demand.Whole ? column : free(column, demand));
  }

  private String free(String column, Demand demand) {
    String base =
        switch (demand) {
          case Demand.Whole _ -> column;
          case Demand.Leaf leaf -> column + "~" + String.join("~", leaf.path());
          case Demand.Json _ -> column + "~json";
          case Demand.Present _ -> column + "~present";
          case Demand.Exists _ -> column + "~exists";
        };
    boolean tooLong = base.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    String name = tooLong ? "~" : base;
    for (int n = 2; !taken.add(name); n++) {
      name = (tooLong ? "" : base) + "~" + n;
    }
    return name;
  }

  List<SelectPruner.Output> outputs() {
    List<SelectPruner.Output> outputs = new ArrayList<>();
    names.forEach(
        (output, name) ->
            outputs.add(new SelectPruner.Output(output.item(), output.demand(), name)));
    return outputs;
  }
}
