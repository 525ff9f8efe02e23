package org.fraiseql.schema;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.schema.RootField.Kind;
import org.jspecify.annotations.Nullable;

/** The fields of the query type: their names, and what each reads. */
final class RootFields {

  /** Stands for a whole document that is served as JSON: it has no fields to select. */
  private static final ObjectType OPAQUE = new ObjectType(ScalarTypes.JSON.getName(), Map.of());

  private final DocumentTypes documents;
  private final Conditions conditions;
  private final List<DefinitionProblem> problems;
  private final Map<Draft, ObjectType> objects = new LinkedHashMap<>();
  private final Map<String, RootField> fields = new LinkedHashMap<>();
  private final Set<Draft> taken = new HashSet<>();

  RootFields(DocumentTypes documents, Conditions conditions, List<DefinitionProblem> problems) {
    this.documents = documents;
    this.conditions = conditions;
    this.problems = problems;
  }

  /** The root fields by name. */
  Map<String, RootField> all() {
    return fields;
  }

  /** The object types that can be reached. */
  Map<Draft, ObjectType> objects() {
    return objects;
  }

  /**
   * Adds the root fields of a read model. They are called after its type; when another read model
   * has fields of that name already, after the relation.
   */
  void add(ReadModel model) {
    Draft draft = documents.of(model);
    boolean first = draft == null || taken.add(draft);
    String typeName = draft == null ? documents.wantedName(model) : draft.name;
    RootNames names = free(model, first ? typeName : DocumentTypes.ownName(model));
    FilterType filter = draft == null ? new FilterType("", Map.of()) : conditions.filter(draft);
    OrderType order = draft == null ? new OrderType("", Map.of()) : conditions.order(draft);
    ObjectType type = draft == null ? OPAQUE : object(draft);
    FilterType rowFilter = conditions.rowFilter(model, filter, names.type());
    OrderType rowOrder = conditions.rowOrder(model, order, names.type());
    if (rowFilter.fields().get("id") instanceof FilterType.Entry.Leaf leaf
        && leaf.operators().containsKey("in")) {
      put(names.one(), Kind.ONE, model, type, rowFilter, rowOrder);
    }
    put(names.list(), Kind.LIST, model, type, rowFilter, rowOrder);
    if (model.uniqueId()) {
      put(names.connection(), Kind.CONNECTION, model, type, rowFilter, rowOrder);
    }
  }

  private void put(
      String name, Kind kind, ReadModel model, ObjectType type, FilterType where, OrderType order) {
    fields.put(name, new RootField(name, kind, model, type, where, order));
  }

  /** The three names that go together. */
  private record RootNames(String type, String one, String list) {
    static RootNames of(String type, @Nullable String version) {
      String one = Names.decapitalised(type);
      return new RootNames(type, one, Names.list(one, version));
    }

    String connection() {
      return list + "Connection";
    }
  }

  private RootNames free(ReadModel model, String wanted) {
    String version = Names.version(model.name().name());
    RootNames names = RootNames.of(wanted, version);
    RootField keeper = keeper(names);
    if (keeper == null) {
      return names;
    }
    String context = Names.type(model.name().context());
    String prefixed = (context == null ? "" : context) + wanted;
    RootNames others = RootNames.of(prefixed, version);
    for (int i = 2; keeper(others) != null; i++) {
      others = RootNames.of(prefixed + "_" + i, version);
    }
    // alike documents of one name in two contexts are meant to be told apart by the context
    if (keeper.model().name().context().equals(model.name().context())) {
      problems.add(
          new DefinitionProblem.RootFieldTaken(
              model.name().toString(),
              keeper.name(),
              keeper.model().name().toString(),
              others.list()));
    }
    return others;
  }

  private @Nullable RootField keeper(RootNames names) {
    for (String name : List.of(names.one(), names.list(), names.connection())) {
      RootField field = fields.get(name);
      if (field != null) {
        return field;
      }
    }
    return null;
  }

  private ObjectType object(Draft draft) {
    return listed(draft, true);
  }

  /**
   * The type of an object that is no document, once all root fields are added. Its lists take no
   * arguments, unless they stand in an object that a document has too.
   */
  ObjectType answer(Draft draft) {
    return type(draft, false);
  }

  private ObjectType listed(Draft draft, boolean conditional) {
    ObjectType known = objects.get(draft);
    if (known != null) {
      return known;
    }
    ObjectType type = type(draft, conditional);
    objects.put(draft, type);
    return type;
  }

  private ObjectType type(Draft draft, boolean conditional) {
    Map<String, ObjectType.Field> made = new LinkedHashMap<>();
    draft.fields().forEach((name, field) -> made.put(name, field(draft, name, field, conditional)));
    return new ObjectType(draft.name, Collections.unmodifiableMap(made));
  }

  private ObjectType.Field field(Draft draft, String name, Field field, boolean conditional) {
    Draft child = draft.children.get(field.key());
    ObjectType type = child == null ? null : listed(child, conditional);
    boolean items = field.slot().shape() instanceof ListShape(Slot(ObjectShape _, boolean _));
    boolean filtered = conditional && items;
    return new ObjectType.Field(
        name,
        field.key(),
        field.slot(),
        type,
        child != null && filtered ? conditions.filter(child) : null,
        child != null && filtered ? conditions.order(child) : null);
  }
}
