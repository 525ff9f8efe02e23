package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was asked of a source, under which names. */
final class Needs {

  private final Map<SelectPruner.Output, String> names = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  String name(int item, String column, Demand demand) {
    return names.computeIfAbsent(
        new SelectPruner.Output(item, demand, ""), _ -> free(column, demand));
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
    String name = base.length() > 50 ? base.substring(0, 50) : base;
    for (int n = 2; !taken.add(name); n++) {
      name = (base.length() > 50 ? base.substring(0, 50) : base) + "~" + n;
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
