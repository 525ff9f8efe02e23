package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.Relation;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.problem.DefinitionProblem;
import org.jspecify.annotations.Nullable;

/**
 * All view definitions of a database, understood as far as they can be. Read-only once made;
 * thread-safe.
 *
 * <p>A view is <em>open</em> when statements may be built from its definition instead of its name.
 * That needs a definition that is read in full, and it must not change whose rights count: a view
 * without {@code security_invoker} reads as its owner, so it is open only if everything beneath can
 * be read by those whom we serve and no row-level security is on there. Other views are read by
 * name, and their document by key.
 */
public final class Definitions {

  private static final Pattern ANNOTATION =
      Pattern.compile("(?ms)^\\s*@(shape|mirrors)\\s+(.*?)\\s*(?=^\\s*@|\\z)");

  private final Catalog catalog;
  private final Map<RelationName, Query> queries = new HashMap<>();
  private final Map<RelationName, String> closed = new HashMap<>();
  private final Map<RelationName, Map<String, Slot>> slots = new HashMap<>();
  private final Set<RelationName> underway = new HashSet<>();
  private final Uniqueness uniqueness;

  private final ShapeReader reader;
  private final Function<String, @Nullable PgType> typeByName;

  private Definitions(
      Catalog catalog, TypeQuestions questions, Function<String, @Nullable PgType> typeByName) {
    this.catalog = catalog;
    this.uniqueness = new Uniqueness(catalog, queries::get);
    this.reader = new ShapeReader(catalog, this::slot, questions);
    this.typeByName = typeByName;
  }

  /**
   * Understands the definitions of a catalogue.
   *
   * @param asker given scalar sub-selects, tells the type of each; those that PostgreSQL refuses
   *     are left out
   * @param typeByName the type of a name as a person writes it
   */
  public static Definitions of(
      Catalog catalog,
      Function<List<String>, Map<String, PgType>> asker,
      Function<String, @Nullable PgType> typeByName) {
    TypeQuestions questions = new TypeQuestions(catalog.builtIn("text"));
    Definitions definitions = new Definitions(catalog, questions, typeByName);
    catalog.relations().values().forEach(definitions::parse);
    do {
      questions.answer(questions.open().isEmpty() ? Map.of() : asker.apply(questions.open()));
      definitions.readShapes();
    } while (!questions.open().isEmpty());
    catalog.relations().values().forEach(definitions::close);
    return definitions;
  }

  private void parse(Relation relation) {
    if (relation.definition() == null) {
      return;
    }
    try {
      Query query =
          DefinitionParser.parse(
              relation.definition(), catalog.aggregates(), catalog.setReturning());
      queries.put(relation.name(), query);
    } catch (NotUnderstood e) {
      closed.put(relation.name(), "its definition has " + e.reason());
    }
  }

  /** With the types that are known by now; what is not known becomes a question. */
  private void readShapes() {
    slots.clear();
    for (Relation relation : catalog.relations().values()) {
      relation.columns().forEach(column -> slot(relation.name(), column.name()));
    }
  }

  @Nullable Slot slot(RelationName name, String columnName) {
    Relation relation = catalog.relation(name).orElse(null);
    Relation.Column column = relation == null ? null : relation.column(columnName).orElse(null);
    if (relation == null || column == null) {
      return null;
    }
    Map<String, Slot> known = slots.computeIfAbsent(name, n -> new HashMap<>());
    Slot slot = known.get(columnName);
    if (slot == null) {
      slot = isDocument(relation, column) ? document(relation, column) : plain(relation, column);
      known.put(columnName, slot);
    }
    return slot;
  }

  static boolean isDocument(Relation relation, Relation.Column column) {
    boolean json = column.type().storesJson();
    return json && column.name().equals("data") && kind(relation) != null;
  }

  static ReadModel.@Nullable Kind kind(Relation relation) {
    String name = relation.name().name();
    return switch (relation.kind()) {
      case VIEW -> name.startsWith("v_") ? ReadModel.Kind.VIEW : null;
      case MATERIALIZED_VIEW -> name.startsWith("mv_") ? ReadModel.Kind.MATERIALIZED_VIEW : null;
      case TABLE -> name.startsWith("tv_") ? ReadModel.Kind.TABLE_VIEW : null;
    };
  }

  private Slot plain(Relation relation, Relation.Column column) {
    boolean json = column.type().storesJson();
    Query query = queries.get(relation.name());
    if (query != null) {
      Slot read = read(relation, query, column.name());
      return json ? read : new Slot(new ScalarShape(column.type()), read.nullable());
    }
    // JSON that is not null in SQL can still be the null of JSON.
    return new Slot(new ScalarShape(column.type()), json || !column.notNull());
  }

  private Slot read(Relation relation, Query query, String column) {
    if (!underway.add(relation.name())) {
      return new Slot(new OpaqueShape("its definition refers to itself"), true);
    }
    try {
      return reader.column(query, column, List.of(), null);
    } catch (NotUnderstood e) {
      return new Slot(new OpaqueShape("it needs " + e.reason()), true);
    } finally {
      underway.remove(relation.name());
    }
  }

  private Slot document(Relation relation, Relation.Column column) {
    Query query = queries.get(relation.name());
    Slot slot = query == null ? declared(relation, column) : read(relation, query, "data");
    if (slot.shape() instanceof ObjectShape object) {
      return new Slot(
          new ObjectShape(object.typeName(), relation.name(), object.fields()), slot.nullable());
    }
    return slot;
  }

  /** The shape that the comment of a stored document declares. */
  private Slot declared(Relation relation, Relation.Column column) {
    Matcher annotation = annotation(column.comment());
    annotation = annotation == null ? annotation(relation.comment()) : annotation;
    if (annotation == null) {
      String reason = closed.getOrDefault(relation.name(), "nothing says what is in it");
      return new Slot(new OpaqueShape(reason), !column.notNull());
    }
    try {
      String text = annotation.group(2).strip();
      Slot slot =
          annotation.group(1).equals("shape")
              ? ShapeNotation.parse(text, typeByName)
              : mirrored(relation, text);
      return new Slot(slot.shape(), !column.notNull());
    } catch (NotUnderstood e) {
      return new Slot(new OpaqueShape("it needs " + e.reason()), !column.notNull());
    }
  }

  /**
   * What a text in the notation of {@code @shape} says, such as {@code {id: uuid!, …}}; opaque,
   * with the reason, if it says nothing. May ask the database for types.
   */
  public Shape declared(String notation) {
    try {
      return ShapeNotation.parse(notation, typeByName).shape();
    } catch (NotUnderstood e) {
      return new OpaqueShape(e.reason());
    }
  }

  private static @Nullable Matcher annotation(@Nullable String comment) {
    Matcher matcher = comment == null ? null : ANNOTATION.matcher(comment);
    return matcher != null && matcher.find() ? matcher : null;
  }

  private Slot mirrored(Relation relation, String text) {
    int dot = text.indexOf('.');
    RelationName view =
        dot < 0
            ? new RelationName(relation.name().context(), text)
            : new RelationName(text.substring(0, dot), text.substring(dot + 1));
    Slot slot = slot(view, "data");
    if (slot == null) {
      throw new NotUnderstood("the relation " + view + " that it @mirrors");
    }
    return slot;
  }

  private void close(Relation relation) {
    RelationName name = relation.name();
    if (relation.kind() != Relation.Kind.VIEW || closed.containsKey(name)) {
      return;
    }
    String reason = relation.securityInvoker() ? null : ownersRights(relation, new HashSet<>());
    if (reason != null) {
      closed.put(name, reason);
    }
    try {
      new Pruner(this).select(name, everything(relation));
    } catch (NotUnderstood e) {
      closed.put(name, "its definition needs " + e.reason());
    }
  }

  /** All that can be asked of a relation: what cannot be written shows now, not at a request. */
  private List<Pruner.Output> everything(Relation relation) {
    List<Pruner.Output> outputs = new ArrayList<>();
    for (Relation.Column column : relation.columns()) {
      outputs.add(new Pruner.Output(column.name(), Demand.WHOLE, column.name()));
    }
    Slot document = slots.getOrDefault(relation.name(), Map.of()).get("data");
    if (document != null) {
      Demand whole = new Demand.Json(Projection.whole(document.shape()));
      outputs.add(new Pruner.Output("data", whole, "whole document"));
    }
    return outputs;
  }

  /** Why a view that reads as its owner must be read by name, or null. */
  private @Nullable String ownersRights(Relation relation, Set<RelationName> seen) {
    Query query = queries.get(relation.name());
    if (query == null) {
      return "its definition is not understood";
    }
    for (RelationName beneath : Mentions.of(query).relations()) {
      Relation inner = catalog.relation(beneath).orElse(null);
      if (inner == null && isPostgresOwn(beneath)) {
        return "it reads " + beneath + " with its owner's rights";
      }
      if (inner == null || !seen.add(beneath)) {
        continue;
      }
      if (inner.rowSecurity()) {
        return "it reads " + beneath + ", which has row-level security, with its owner's rights";
      }
      if (!inner.readable()) {
        return "it reads " + beneath + " with its owner's rights";
      }
      String reason = inner.kind() == Relation.Kind.VIEW ? ownersRights(inner, seen) : null;
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static boolean isPostgresOwn(RelationName name) {
    return name.context().startsWith("pg_") || name.context().equals("information_schema");
  }

  /** The definition of an open view, or null for every other relation. */
  @Nullable Query open(RelationName name) {
    return closed.containsKey(name) || !isView(name) ? null : queries.get(name);
  }

  private boolean isView(RelationName name) {
    return catalog.relation(name).map(r -> r.kind() == Relation.Kind.VIEW).orElse(false);
  }

  /** Why a view is read by name, if it is. */
  public @Nullable String closed(RelationName name) {
    return closed.get(name);
  }

  /** What was understood. */
  public Catalog catalog() {
    return catalog;
  }

  Uniqueness uniqueness() {
    return uniqueness;
  }

  /** The read models of the bounded contexts (of all, if none is named), by name. */
  public List<ReadModel> readModels(List<String> contexts) {
    List<ReadModel> models = new ArrayList<>();
    for (Relation relation : catalog.relations().values()) {
      ReadModel.Kind kind = kind(relation);
      boolean asked = contexts.isEmpty() || contexts.contains(relation.name().context());
      Relation.Column data = relation.column("data").orElse(null);
      if (kind != null && asked && data != null && isDocument(relation, data)) {
        models.add(model(relation, kind));
      }
    }
    return models;
  }

  private ReadModel model(Relation relation, ReadModel.Kind kind) {
    List<ReadModel.Column> columns = new ArrayList<>();
    boolean idKnown = false;
    for (Relation.Column column : relation.columns()) {
      if (!column.name().equals("data")) {
        Slot slot = slots.getOrDefault(relation.name(), Map.of()).get(column.name());
        boolean nullable = slot == null || slot.nullable();
        columns.add(new ReadModel.Column(column.name(), column.type(), nullable, column.comment()));
        idKnown |= column.name().equals("id") && !nullable;
      }
    }
    Slot document = slots.getOrDefault(relation.name(), Map.of()).get("data");
    Shape shape = document == null ? new OpaqueShape("it was not read") : document.shape();
    boolean uniqueId = idKnown && uniqueness.unique(relation.name(), "id");
    return new ReadModel(relation.name(), kind, columns, relation.comment(), shape, uniqueId);
  }

  /** What is served as JSON only, with the reason, for the report. */
  public List<DefinitionProblem> problems(List<String> contexts) {
    List<DefinitionProblem> found = new ArrayList<>();
    List<ReadModel> models = readModels(contexts);
    for (String context : contexts) {
      if (models.stream().noneMatch(model -> model.name().context().equals(context))
          && catalog.routines().stream().noneMatch(routine -> routine.isOf(context))) {
        found.add(new DefinitionProblem.EmptyContext(context));
      }
    }
    for (ReadModel model : models) {
      String reason = closed.get(model.name());
      if (reason != null) {
        found.add(
            new DefinitionProblem.ReadByName(
                model.name().toString(), reason, Remedies.forClosed(reason)));
      }
      opaque(model.name() + ".data", model.document(), found);
    }
    return found;
  }

  private static void opaque(String place, Shape shape, List<DefinitionProblem> found) {
    switch (shape) {
      case OpaqueShape opaque ->
          found.add(
              new DefinitionProblem.Opaque(
                  place, opaque.reason(), Remedies.forOpaque(opaque.reason())));
      case ObjectShape object -> {
        for (Shape.Field field : object.fields()) {
          Shape inner = field.slot().shape();
          boolean elsewhere = inner instanceof ObjectShape nested && nested.model() != null;
          if (!elsewhere) {
            opaque(place + "." + field.key(), inner, found);
          }
        }
      }
      case Shape.ListShape list -> {
        boolean elsewhere =
            list.element().shape() instanceof ObjectShape nested && nested.model() != null;
        if (!elsewhere && !list.element().equals(Shapes.NULL)) {
          opaque(place + "[]", list.element().shape(), found);
        }
      }
      case ScalarShape _ -> {}
    }
  }
}
