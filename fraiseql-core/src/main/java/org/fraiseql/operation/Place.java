package org.fraiseql.operation;

import graphql.language.Node;
import graphql.language.SourceLocation;
import java.util.List;
import org.fraiseql.problem.Problem.Location;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, for messages only: {@code $filter.name.eq}, {@code products(where.name)}.
 * The text is made when it is asked for, since most values are right. Immutable.
 */
final class Place {

  private static final int LONGEST = 100;

  private final @Nullable Place parent;
  private final String step;
  private final String end;
  private final List<Location> locations;
  private final List<Object> path;
  private final int level;

  private Place(
      @Nullable Place parent,
      String step,
      String end,
      List<Location> locations,
      List<Object> path,
      int level) {
    this.parent = parent;
    this.step = step;
    this.end = end;
    this.locations = locations;
    this.path = path;
    this.level = level;
  }

  static Place variable(String name, List<Location> definition) {
    return new Place(null, "$" + name, "", definition, List.of(), 0);
  }

  /** The owner is a field ({@code products}) or a directive ({@code @skip}). */
  static Place argument(String owner, String name, List<Location> locations, List<Object> path) {
    return new Place(null, owner + "(" + name, ")", locations, path, 0);
  }

  Place field(String name) {
    return new Place(this, "." + name, end, locations, path, level + 1);
  }

  Place item(int index) {
    return new Place(this, "[" + index + "]", end, locations, path, level + 1);
  }

  Place at(Node<?> node) {
    List<Location> own = locationsOf(node);
    return own.isEmpty() ? this : new Place(parent, step, end, own, path, level);
  }

  /** How many input objects and lists stand around the value. */
  int level() {
    return level;
  }

  List<Location> locations() {
    return locations;
  }

  List<Object> path() {
    return path;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    append(text);
    text.append(end);
    if (text.length() > LONGEST) {
      text.replace(LONGEST / 2, text.length() - LONGEST / 2, "…");
    }
    return text.toString();
  }

  private void append(StringBuilder text) {
    if (parent != null) {
      parent.append(text);
    }
    text.append(step);
  }

  static List<Location> locationsOf(Node<?> node) {
    SourceLocation source = node.getSourceLocation();
    return source == null ? List.of() : List.of(locationOf(source));
  }

  static Location locationOf(SourceLocation source) {
    return new Location(source.getLine(), source.getColumn());
  }
}
