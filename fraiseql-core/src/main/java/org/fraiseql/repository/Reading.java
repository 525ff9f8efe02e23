package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.definition.Shape;
import org.fraiseql.operation.Selection;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.RootField;
import org.fraiseql.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a record is read from its read model. Immutable.
 *
 * @param type the record
 * @param fields the root fields of the read model
 * @param selections what the record has
 */
record Reading(Class<?> type, List<RootField> fields, List<Selection> selections) {

  static Reading of(Class<?> type, Schema schema) {
    Declarations declarations = RecordShape.declarations(type, false);
    RecordDeclaration record = RecordShape.declaration(declarations, type);
    String relation = record.relation();
    if (relation == null) {
      throw new ProblemException(new SessionProblem.NoReadModel(type.getName(), null, Hint.NONE));
    }
    RelationName name = named(relation, record.place(), schema);
    List<RootField> fields =
        schema.queries().stream().filter(field -> field.model().name().equals(name)).toList();
    RootField any = fields.getFirst();
    List<Selection> selections =
        any.model().document() instanceof Shape.ObjectShape
            ? RecordShape.selections(record, declarations, any.type())
            : List.of();
    return new Reading(type, fields, selections);
  }

  /** The relation of that name, in {@code public} or else in the only context that has it. */
  static RelationName named(String relation, String place, Schema schema) {
    List<RelationName> all =
        schema.queries().stream().map(field -> field.model().name()).distinct().toList();
    List<RelationName> found =
        all.stream()
            .filter(name -> name.toString().equals(relation) || name.name().equals(relation))
            .toList();
    RelationName usual = new RelationName("public", relation);
    if (found.contains(usual)) {
      return usual;
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    List<String> known =
        all.stream()
            .map(name -> name.context().equals("public") ? name.name() : name.toString())
            .sorted()
            .toList();
    throw new ProblemException(
        new SessionProblem.NoReadModel(place, relation, Hint.of(relation, known)));
  }

  private @Nullable RootField of(RootField.Kind kind) {
    return fields.stream().filter(field -> field.kind() == kind).findFirst().orElse(null);
  }

  RootField list() {
    RootField list = of(RootField.Kind.LIST);
    if (list == null) {
      throw new IllegalStateException(type + " has no list");
    }
    return list;
  }

  /** Reads one document by its id. */
  RootField one() {
    RootField one = of(RootField.Kind.ONE);
    if (one == null) {
      throw unreadable("its documents have no id");
    }
    return one;
  }

  RootField connection() {
    RootField connection = of(RootField.Kind.CONNECTION);
    if (connection == null) {
      throw unreadable("no column id tells its rows apart, so there are no pages");
    }
    return connection;
  }

  private ProblemException unreadable(String reason) {
    String relation = fields.getFirst().model().name().toString();
    return new ProblemException(new SessionProblem.UnknownPath("id", relation, reason, Hint.NONE));
  }

  /** A document as PostgreSQL answered it. */
  <T> T one(String json, Class<T> as) {
    return isOpaque() ? named(Json.tree(json), as) : Json.one(json, as);
  }

  /** An array of documents. */
  <T> List<T> list(byte[] json, Class<T> as) {
    if (!isOpaque()) {
      return Json.list(json, as);
    }
    List<T> records = new ArrayList<>();
    Json.tree(json).forEach(document -> records.add(named(document, as)));
    return records;
  }

  /** Whether documents come as they are, with the database's own keys. */
  private boolean isOpaque() {
    return selections.isEmpty();
  }

  private <T> T named(JsonNode document, Class<T> as) {
    Keys keys = new Keys(RecordShape.declarations(type, false));
    return Json.value(keys.named(document, type), as, type.getSimpleName());
  }
}
