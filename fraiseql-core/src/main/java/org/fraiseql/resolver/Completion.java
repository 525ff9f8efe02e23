package org.fraiseql.resolver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.problem.References;
import org.fraiseql.problem.ResolverProblem;
import org.fraiseql.schema.OutputType;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * Java's values as JSON, as far as they are selected, and the places in them that wait for Java.
 * For one thread that holds the answer's lock.
 */
final class Completion {

  private final Declarations declarations;
  private final Answer answer;
  private final Answer.Open open;

  /** What the log calls the origin of the values. */
  private final String origin;

  /**
   * @param origin the method that answered
   */
  Completion(Declarations declarations, Answer answer, Answer.Open open, String origin) {
    this.declarations = declarations;
    this.answer = answer;
    this.open = open;
    this.origin = origin;
  }

  /**
   * Fills the cell with the value of the part.
   *
   * @param field what problems call it
   */
  void fill(Cell cell, @Nullable Object wrapped, Part part, OutputType type, String field) {
    Object value = Component.unwrapped(wrapped);
    if (value == null) {
      cell.content = null;
      if (!type.nullable()) {
        String reference = References.next();
        Masking.LOG.error("{}: {} gave null for {} at {}", reference, origin, field, cell.path());
        answer.fail(cell, new ResolverProblem.NoValue(field, reference));
      }
    } else if (type.element() != null) {
      list(cell, value, part, type.element(), field);
    } else if (!type.composite()) {
      try {
        cell.text(ScalarText.of(value, type.name()));
      } catch (IllegalArgumentException e) {
        answer.fail(cell, Masking.of(e, field, origin));
      }
    } else {
      object(cell, value, part, type, field);
    }
  }

  private void list(Cell cell, Object value, Part part, OutputType element, String field) {
    if (!(value instanceof Collection<?> items)) {
      answer.fail(cell, unfit(value, "no list", field));
      return;
    }
    List<Cell> cells = new ArrayList<>(items.size());
    cell.content = new Cell.Content.Items(cells);
    for (Object item : items) {
      Cell inner = new Cell(cell, cells.size(), element.nullable());
      cells.add(inner);
      fill(inner, item, part, element, field);
    }
  }

  private ResolverProblem unfit(Object value, String what, String field) {
    String found = value.getClass().getName() + " is " + what;
    return Masking.of(new IllegalStateException(found), field, origin);
  }

  private void object(Cell cell, Object value, Part part, OutputType type, String field) {
    RecordDeclaration record = declarations.records().get(value.getClass());
    if (record == null
        || !(record.name().equals(type.name()) || part.branches().containsKey(record.name()))) {
      answer.fail(cell, unfit(value, "not declared as a " + type.name(), field));
      return;
    }
    List<Part> parts = part.of(record.name());
    List<Cell> cells = new ArrayList<>(parts.size());
    cell.content = new Cell.Content.Members(cells);
    for (Part inside : parts) {
      Cell inner = new Cell(cell, inside.responseKey(), inside.type().nullable());
      cells.add(inner);
      if (inside.name().equals(Planner.TYPE_NAME)) {
        inner.text(JsonStrings.quote(record.name()));
      } else if (inside.call() != null) {
        open.add(inside, new Waiting(inner, new Waiting.Source.Instance(value)));
      } else {
        component(inner, record, value, inside);
      }
    }
  }

  private void component(Cell cell, RecordDeclaration record, Object value, Part part) {
    String field = record.name() + "." + part.name();
    Object inside;
    try {
      inside = record.value(value, part.name());
    } catch (RuntimeException | StackOverflowError e) {
      answer.fail(cell, Masking.of(e, field, record.place() + "." + part.name()));
      return;
    }
    fill(cell, inside, part, part.type(), field);
  }
}
