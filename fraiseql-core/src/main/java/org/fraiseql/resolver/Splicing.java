package org.fraiseql.resolver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.resolver.Waiting.Source;
import org.fraiseql.schema.OutputType;
import org.fraiseql.sql.JsonStrings;

/**
 * Takes apart what PostgreSQL answered, just as far as Java has a part in it: finds the places that
 * wait for Java, and what was read for its methods. For one thread that holds the answer's lock.
 */
final class Splicing {

  private final Answer.Open open;

  Splicing(Answer.Open open) {
    this.open = open;
  }

  /** Fills the cell with the value of the part. */
  void fill(Cell cell, Slice json, Part part, OutputType type) {
    if (json.isNull()) {
      cell.content = null;
    } else if (!part.written()) {
      cell.content = new Cell.Content.Text(json.json(), json.from(), json.to());
    } else if (type.element() != null) {
      OutputType element = type.element();
      List<Cell> cells = new ArrayList<>();
      cell.content = new Cell.Content.Items(cells);
      json.items(
          item -> {
            Cell inner = new Cell(cell, cells.size(), element.nullable());
            cells.add(inner);
            fill(inner, item, part, element);
          });
    } else {
      Map<String, Slice> members = new HashMap<>();
      json.members(members::put);
      Slice typeName = members.get(Planner.NEED + Planner.TYPE_NAME);
      object(cell, members, part.of(typeName == null ? type.name() : typeName.name()));
    }
  }

  private void object(Cell cell, Map<String, Slice> members, List<Part> parts) {
    List<Cell> cells = new ArrayList<>(parts.size());
    cell.content = new Cell.Content.Members(cells);
    for (Part part : parts) {
      Cell inner = new Cell(cell, part.responseKey(), part.type().nullable());
      cells.add(inner);
      Part.Call call = part.call();
      if (call != null) {
        open.add(part, new Waiting(inner, new Source.Document(needs(call, members))));
      } else {
        Slice value = members.get(part.responseKey());
        if (value == null) {
          throw new IllegalStateException("PostgreSQL gave no " + part.responseKey());
        }
        fill(inner, value, part, part.type());
      }
    }
  }

  private static List<String> needs(Part.Call call, Map<String, Slice> members) {
    List<String> needs = new ArrayList<>(call.needs().size());
    call.needs()
        .forEach(
            (component, key) -> {
              Slice value = members.get(key);
              if (value != null) {
                needs.add(JsonStrings.quote(component) + ":" + value.text());
              }
            });
    return needs;
  }
}
