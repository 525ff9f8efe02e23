package org.fraiseql.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.problem.DefinitionProblem;
import org.jspecify.annotations.Nullable;

/**
 * Decides which object types there are and which document, or part of one, has which.
 *
 * <p>Read models go first: two with one name share the type when their documents are alike but for
 * null, else the second gets another name. Objects inside documents then use the type of the read
 * model that they come from, or of an alike object with the same {@code __typename}, or get one of
 * their own.
 */
final class DocumentTypes {

  private final TypeNames names;
  private final Map<RelationName, String> declared;
  private final Shapes shapes;
  private final List<DefinitionProblem> problems;
  private final Map<String, Draft> byName = new LinkedHashMap<>();
  private final Map<RelationName, Draft> byModel = new HashMap<>();
  private final Set<String> commentsSeen = new HashSet<>();

  /**
   * @param declared the names of types that are declared for read models
   */
  DocumentTypes(
      TypeNames names,
      Map<RelationName, String> declared,
      Shapes shapes,
      List<DefinitionProblem> problems) {
    this.names = names;
    this.declared = declared;
    this.shapes = shapes;
    this.problems = problems;
  }

  /** Decides for all read models, which come in order of precedence. */
  void decide(List<ReadModel> models) {
    for (ReadModel model : models) {
      if (model.document() instanceof ObjectShape shape && hasKeys(shape)) {
        byModel.put(model.name(), ofModel(model, shape));
      }
    }
    for (Draft draft : List.copyOf(byName.values())) {
      fill(draft);
    }
  }

  /** An object that is no document and has that name, which is claimed already. */
  Draft declared(String name, String place, ObjectShape shape) {
    Draft draft = new Draft(name, place, null, shape);
    fill(draft);
    return draft;
  }

  /** The type of a read model's document; null when the document is not an object with keys. */
  @Nullable Draft of(ReadModel model) {
    return byModel.get(model.name());
  }

  /** The name that the relation's type is to have, whoever has it. */
  String wantedName(ReadModel model) {
    String java = declared.get(model.name());
    if (java != null) {
      return java;
    }
    CommentText comment = CommentText.of(model.comment(), CommentText.On.RELATION);
    if (comment.name() != null) {
      return comment.name();
    }
    String constant = model.document() instanceof ObjectShape shape ? shape.typeName() : null;
    String name = constant == null ? null : typeName(constant, model.name().toString());
    if (name == null) {
      name = ownName(model);
    }
    String version = Names.version(model.name().name());
    return version == null ? name : Names.versioned(name, version);
  }

  /** The type name after the relation's own name, with its version. */
  static String ownName(ReadModel model) {
    String name = Names.ofRelation(model.name().name());
    String version = Names.version(model.name().name());
    String known = name == null || !Names.isValid(name) ? "Document" : name;
    return version == null ? known : Names.versioned(known, version);
  }

  private Draft ofModel(ReadModel model, ObjectShape shape) {
    String place = model.name().toString();
    String wanted = wantedName(model);
    Draft holder = byName.get(wanted);
    if (holder != null && shapes.alike(holder.shape(), shape)) {
      holder.share(shape);
      return holder;
    }
    String description = CommentText.of(model.comment(), CommentText.On.RELATION).description();
    if (names.claim(wanted, place)) {
      return add(new Draft(wanted, place, description, shape));
    }
    String context = Names.type(model.name().context());
    String keeper = String.valueOf(names.owner(wanted));
    String prefixed = (context == null ? "" : context) + wanted;
    String own = ownName(model);
    boolean sameContext = keeper.startsWith(model.name().context() + ".");
    String other = sameContext && !own.equals(wanted) ? own : prefixed;
    String served = names.claimNumbered(other, place);
    problems.add(
        new DefinitionProblem.TypeNameTaken(place, wanted, keeper, served, commentOn(model)));
    return add(new Draft(served, place, description, shape));
  }

  private static String commentOn(ReadModel model) {
    String kind =
        switch (model.kind()) {
          case VIEW -> "VIEW";
          case TABLE_VIEW -> "TABLE";
          case MATERIALIZED_VIEW -> "MATERIALIZED VIEW";
        };
    return kind + " " + model.name();
  }

  private Draft add(Draft draft) {
    byName.put(draft.name, draft);
    return draft;
  }

  private void fill(Draft draft) {
    Map<String, String> keeper = new LinkedHashMap<>();
    for (Field field : draft.shape().fields()) {
      String place = draft.place + (byModel.containsValue(draft) ? ".data." : ".") + field.key();
      CommentText comment = comment(field.description(), place);
      if (comment.omitted()) {
        continue;
      }
      String name = Names.field(field.key());
      if (name == null) {
        problems.add(new DefinitionProblem.Unnameable(place, field.key(), null));
        continue;
      }
      String other = keeper.putIfAbsent(name, field.key());
      if (other != null) {
        problems.add(new DefinitionProblem.FieldNameTaken(place, name, field.key(), other));
        continue;
      }
      draft.keys.put(name, field.key());
      boolean list = field.slot().shape() instanceof ListShape;
      String derived = Names.derived(draft.name, name, list);
      Shapes.object(field.slot().shape())
          .filter(DocumentTypes::hasKeys)
          .ifPresent(inner -> draft.children.put(field.key(), nested(derived, place, inner)));
    }
  }

  private Draft nested(String derived, String place, ObjectShape shape) {
    Draft ofModel = shape.model() == null ? null : byModel.get(shape.model());
    if (ofModel != null && !shapes.alike(ofModel.shape(), shape)) {
      ofModel = null;
    }
    String wanted = shape.typeName() == null ? null : typeName(shape.typeName(), place);
    if (ofModel != null && (wanted == null || wanted.equals(ofModel.name))) {
      ofModel.share(shape);
      return ofModel;
    }
    if (wanted == null) {
      return filled(new Draft(names.claimNumbered(derived, place), place, null, shape));
    }
    Draft sameName = byName.get(wanted);
    if (sameName != null && shapes.alike(sameName.shape(), shape)) {
      sameName.share(shape);
      return sameName;
    }
    if (ofModel != null) {
      ofModel.share(shape);
      return ofModel;
    }
    if (names.claim(wanted, place)) {
      return filled(new Draft(wanted, place, null, shape));
    }
    Draft before = byName.get(derived);
    if (before != null && shapes.alike(before.shape(), shape)) {
      before.share(shape);
      return before;
    }
    String served = names.claimNumbered(derived, place);
    String keeper = String.valueOf(names.owner(wanted));
    problems.add(new DefinitionProblem.TypeNameTaken(place, wanted, keeper, served, null));
    return filled(new Draft(served, place, null, shape));
  }

  private Draft filled(Draft draft) {
    add(draft);
    fill(draft);
    return draft;
  }

  /** The comment of a column, whose faults are told once, however many documents it is in. */
  CommentText comment(@Nullable String text, String place) {
    CommentText comment = CommentText.of(text, CommentText.On.COLUMN);
    if (text != null && !comment.faults().isEmpty() && commentsSeen.add(text)) {
      comment.report(place, CommentText.On.COLUMN, problems);
    }
    return comment;
  }

  /** Whether at least one key can be a field. */
  private static boolean hasKeys(ObjectShape shape) {
    return shape.fields().stream()
        .anyMatch(
            field ->
                Names.field(field.key()) != null
                    && !CommentText.of(field.description(), CommentText.On.COLUMN).omitted());
  }

  private @Nullable String typeName(String declared, String place) {
    if (Names.isValid(declared)) {
      return declared;
    }
    String made = Names.type(declared);
    String name = made != null && Names.isValid(made) ? made : null;
    String served = name == null ? "a name made of its place" : name;
    problems.add(new DefinitionProblem.Unnameable(place, declared, served));
    return name;
  }
}
