package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Hint;
import org.jspecify.annotations.Nullable;

/**
 * Read models as records declare them: with the record's name and those keys alone that it has. A
 * document, or a part of one, whose {@code __typename} is that of a declared record is narrowed
 * too, where all of the record is in it.
 */
final class DeclaredModels {

  private final Declarations declarations;
  private final JavaMatch match;
  private final Map<RelationName, String> names = new HashMap<>();
  private final List<ReadModel> models = new ArrayList<>();

  /**
   * @param served the read models, in order of precedence
   */
  DeclaredModels(
      Declarations declarations,
      List<ReadModel> served,
      JavaMatch match,
      List<DefinitionProblem> problems) {
    this.declarations = declarations;
    this.match = match;
    Map<RelationName, RecordDeclaration> records = new HashMap<>();
    for (RecordDeclaration record : declarations.records().values()) {
      if (record.relation() == null) {
        continue;
      }
      ReadModel model = find(served, record.relation());
      if (model == null) {
        List<String> known = served.stream().map(each -> each.name().spelling()).toList();
        problems.add(
            new DeclarationProblem.UnknownReadModel(
                record.place(), record.relation(), Hint.of(record.relation(), known)));
      } else {
        // A second record of the same relation is a type of its own, for what Java answers.
        records.putIfAbsent(model.name(), record);
      }
    }
    List<ReadModel> others = new ArrayList<>();
    for (ReadModel model : served) {
      RecordDeclaration record = records.get(model.name());
      if (record != null && model.document() instanceof ObjectShape document) {
        names.put(model.name(), record.name());
        String object = "the document of " + model.name().spelling();
        String path = model.name().spelling() + ".data";
        models.add(with(model, match.match(record, document, object, path)));
      } else {
        others.add(model);
      }
    }
    // Those that are declared have the first choice of names.
    others.forEach(model -> models.add(with(model, narrowed(model.document()))));
  }

  /** The read model that is written so: without a schema it is the only one, or that of public. */
  static @Nullable ReadModel find(List<ReadModel> models, String written) {
    List<ReadModel> found =
        models.stream()
            .filter(
                model ->
                    model.name().name().equals(written)
                        || model.name().spelling().equals(written)
                        || model.name().toString().equals(written))
            .toList();
    return found.stream()
        .filter(model -> found.size() == 1 || model.name().context().equals("public"))
        .findFirst()
        .orElse(null);
  }

  /** All read models, those that are declared first. */
  List<ReadModel> models() {
    return models;
  }

  /** The names of types that Java gives, by relation. */
  Map<RelationName, String> names() {
    return names;
  }

  private static ReadModel with(ReadModel model, Shape document) {
    return new ReadModel(
        model.name(), model.kind(), model.columns(), model.comment(), document, model.uniqueId());
  }

  private Shape narrowed(Shape shape) {
    return switch (shape) {
      case ObjectShape object -> narrowed(object);
      case ListShape(Slot element) ->
          new ListShape(new Slot(narrowed(element.shape()), element.nullable()));
      case ScalarShape _, OpaqueShape _ -> shape;
    };
  }

  private Shape narrowed(ObjectShape object) {
    List<Field> fields = new ArrayList<>();
    for (Field field : object.fields()) {
      Slot slot = new Slot(narrowed(field.slot().shape()), field.slot().nullable());
      fields.add(new Field(field.key(), slot, field.description()));
    }
    ObjectShape inside = new ObjectShape(object.typeName(), object.model(), List.copyOf(fields));
    Set<Class<?>> matched = new LinkedHashSet<>(match.matched());
    for (RecordDeclaration record : declarations.records().values()) {
      if (matched.contains(record.type()) && record.name().equals(object.typeName())) {
        JavaMatch attempt = new JavaMatch(declarations);
        ObjectShape fitting = attempt.match(record, object, "", "");
        boolean all =
            attempt.problems().stream()
                .noneMatch(p -> p.severity() == DefinitionProblem.Severity.ERROR);
        return all ? fitting : inside;
      }
    }
    return inside;
  }
}
