package org.fraiseql.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.TypeReader;
import org.fraiseql.definition.Shape;
import org.fraiseql.operation.Selection;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.ObjectType;
import org.jspecify.annotations.Nullable;

/** What records ask of objects of the database: their components, and no more. */
final class RecordShape {

  /** No document is that deep; a record within itself is endless. */
  private static final int DEEPEST = 30;

  private final Declarations declarations;

  private RecordShape(Declarations declarations) {
    this.declarations = declarations;
  }

  /** A record and all that it reaches. */
  static Declarations declarations(Class<?> type, boolean input) {
    if (!type.isRecord()) {
      throw new ProblemException(
          new SessionProblem.UnfitResult(type.getName(), "it is no record", Hint.NONE));
    }
    return TypeReader.read(type.asSubclass(Record.class), input);
  }

  /** The record's declaration. */
  static RecordDeclaration declaration(Declarations declarations, Class<?> type) {
    RecordDeclaration record = declarations.records().get(type);
    if (record == null) {
      throw new IllegalStateException(type + " is not declared");
    }
    return record;
  }

  /**
   * The selections of a record's components, under their names.
   *
   * @param object the object type that they are read from
   */
  static List<Selection> selections(
      RecordDeclaration record, Declarations declarations, ObjectType object) {
    return new RecordShape(declarations).components(record, object, 0);
  }

  private List<Selection> components(RecordDeclaration record, ObjectType object, int depth) {
    List<Selection> selections = new ArrayList<>();
    for (Component component : record.components()) {
      ObjectType.Field field = object.fields().get(component.name());
      if (field == null) {
        throw unreadable(
            component,
            object.name() + " has no field of this name",
            Hint.of(component.name(), object.fields().keySet()));
      }
      selections.add(selection(component, component.type(), field, depth));
    }
    return selections;
  }

  /** The selection of one component from the field that has its value. */
  static Selection selection(
      Component component, Declarations declarations, ObjectType.Field field) {
    return new RecordShape(declarations).selection(component, component.type(), field, 0);
  }

  private Selection selection(
      Component component, JavaType type, ObjectType.Field field, int depth) {
    if (depth > DEEPEST) {
      throw unreadable(component, "it contains itself without end", Hint.NONE);
    }
    Shape shape = field.slot().shape();
    List<Selection> children = children(component, type, shape, field, depth);
    return new Selection(component.name(), field.name(), Map.of(), children);
  }

  private List<Selection> children(
      Component component, JavaType type, Shape shape, ObjectType.Field field, int depth) {
    return switch (type) {
      case JavaType.ListOf list -> {
        if (shape instanceof Shape.ListShape(Shape.Slot element)) {
          yield children(component, list.element(), element.shape(), field, depth);
        }
        boolean array =
            shape instanceof Shape.ScalarShape scalar
                && scalar.type().base().kind() == org.fraiseql.catalog.PgType.Kind.ARRAY;
        if (!array && !(shape instanceof Shape.OpaqueShape) && !isJson(shape)) {
          throw unreadable(component, "'" + field.key() + "' is no list", Hint.NONE);
        }
        yield List.of();
      }
      case JavaType.OfRecord(Class<?> raw, boolean _) -> {
        ObjectType object = field.type();
        if (!(shape instanceof Shape.ObjectShape) || object == null) {
          if (shape instanceof Shape.OpaqueShape || isJson(shape)) {
            yield List.of();
          }
          throw unreadable(component, "'" + field.key() + "' is no object", Hint.NONE);
        }
        RecordDeclaration record = declarations.records().get(raw);
        yield record == null ? List.of() : components(record, object, depth + 1);
      }
      case JavaType.OfSealed _ ->
          throw unreadable(component, "a document does not say which record it is", Hint.NONE);
      case JavaType.Scalar scalar -> {
        if (shape instanceof Shape.ScalarShape || shape instanceof Shape.OpaqueShape) {
          yield List.of();
        }
        if (!scalar.graphql().equals("JSON")) {
          throw unreadable(
              component,
              "'"
                  + field.key()
                  + (shape instanceof Shape.ListShape ? "' is a list" : "' is an object"),
              Hint.NONE);
        }
        yield field.type() == null ? List.of() : everything(field.type(), depth);
      }
      case JavaType.Enumeration _ -> {
        if (shape instanceof Shape.ScalarShape) {
          yield List.of();
        }
        throw unreadable(component, "'" + field.key() + "' is no single value", Hint.NONE);
      }
    };
  }

  private static boolean isJson(Shape shape) {
    return shape instanceof Shape.ScalarShape scalar && scalar.type().base().isJson();
  }

  /** All that an object has. */
  static List<Selection> everything(ObjectType object, int depth) {
    if (depth > DEEPEST) {
      return List.of();
    }
    List<Selection> all = new ArrayList<>();
    object
        .fields()
        .forEach(
            (name, field) ->
                all.add(
                    new Selection(
                        name,
                        name,
                        new LinkedHashMap<>(),
                        field.type() == null ? List.of() : everything(field.type(), depth + 1))));
    return all;
  }

  private static ProblemException unreadable(
      Component component, String reason, @Nullable Hint hint) {
    return new ProblemException(
        new SessionProblem.Unreadable(component.place(), reason, hint == null ? Hint.NONE : hint));
  }
}
