package org.fraiseql.schema;

import graphql.Scalars;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.MethodDeclaration.Kind;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/** Writes the schema down for graphql-java. */
final class GraphqlTypes {

  private static final GraphQLEnumType DIRECTION =
      GraphQLEnumType.newEnum()
          .name("OrderDirection")
          .description("Which way to sort, and where nulls go.")
          .value("ASC", "ASC", "Smallest first, nulls last.")
          .value("DESC", "DESC", "Greatest first, nulls first.")
          .value("ASC_NULLS_FIRST", "ASC_NULLS_FIRST", "Nulls first, then smallest first.")
          .value("ASC_NULLS_LAST", "ASC_NULLS_LAST", "Smallest first, nulls last.")
          .value("DESC_NULLS_FIRST", "DESC_NULLS_FIRST", "Nulls first, then greatest first.")
          .value("DESC_NULLS_LAST", "DESC_NULLS_LAST", "Greatest first, nulls last.")
          .build();

  private final Schema.Options options;
  private final TypeNames names;
  private final LeafTypes leaves;
  private final DeclaredTypes declared;
  private final InputTypes inputs;
  private final Map<String, String> connections = new LinkedHashMap<>();
  private final List<GraphQLType> types = new ArrayList<>();
  private final GraphQLCodeRegistry.Builder code = GraphQLCodeRegistry.newCodeRegistry();
  private final GraphQLSchema.Builder schema = GraphQLSchema.newSchema();

  GraphqlTypes(Schema.Options options, TypeNames names, LeafTypes leaves, DeclaredTypes declared) {
    this.options = options;
    this.names = names;
    this.leaves = leaves;
    this.declared = declared;
    this.inputs = new InputTypes(names, leaves);
  }

  /** Adds the query type and all that belongs to it. */
  void queries(RootFields roots, Conditions conditions) {
    GraphQLObjectType.Builder query =
        GraphQLObjectType.newObject().name("Query").description("What can be read.");
    roots.all().values().forEach(field -> query.field(root(field)));
    // The later field of a name stays: what a method answers replaces what a view would.
    List<GraphQLFieldDefinition> java = declared.roots(Kind.QUERY);
    java.forEach(query::field);
    if (roots.all().isEmpty() && java.isEmpty()) {
      query.field(nothing());
    }
    types.addAll(inputs.filters(conditions.filters().values()));
    types.addAll(inputs.orders(conditions.orders().values(), DIRECTION));
    schema.query(query.build());
  }

  /** Adds the mutation type, if there are commands, and all that belongs to it. */
  void mutations(
      Collection<CommandField> commands,
      Collection<CommandField.Input> commandInputs,
      DeclaredCommands declaredCommands) {
    List<GraphQLFieldDefinition> java = declared.roots(Kind.MUTATION);
    if (!commands.isEmpty() || !java.isEmpty()) {
      CommandTypes made = new CommandTypes(leaves, declaredCommands, code);
      schema.mutation(
          made.mutation(
              commands,
              commandInputs,
              java,
              field -> field(field, new Field(field.key(), field.slot(), null))));
      types.addAll(made.types());
    }
  }

  /** The schema with all that was added, the object types of both, and what Java declares. */
  GraphQLSchema schema(RootFields roots, SharedFields shared) {
    Set<String> known = new HashSet<>();
    roots
        .objects()
        .forEach(
            (draft, type) -> {
              types.add(object(draft, type, shared));
              known.add(type.name());
            });
    types.addAll(declared.types(known, shared, code));
    schema.codeRegistry(code.build());
    if (!connections.isEmpty()) {
      types.add(pageInfo());
    }
    types.forEach(schema::additionalType);
    return schema.build();
  }

  private static GraphQLFieldDefinition nothing() {
    return GraphQLFieldDefinition.newFieldDefinition()
        .name("_nothing")
        .description("Stands here since no read model was found, and a query type needs a field.")
        .type(Scalars.GraphQLBoolean)
        .build();
  }

  private GraphQLFieldDefinition root(RootField root) {
    ReadModel model = root.model();
    CommentText comment = CommentText.of(model.comment(), CommentText.On.RELATION);
    GraphQLOutputType document =
        root.type().fields().isEmpty()
            ? ScalarTypes.JSON
            : GraphQLTypeReference.typeRef(root.type().name());
    GraphQLFieldDefinition.Builder field =
        GraphQLFieldDefinition.newFieldDefinition()
            .name(root.name())
            .description(joined(comment.description(), reads(root.kind(), model)));
    if (comment.deprecated() != null) {
      field.deprecate(comment.deprecated());
    }
    switch (root.kind()) {
      case ONE -> {
        field.type(document);
        if (root.filter().fields().get("id") instanceof FilterType.Entry.Leaf id) {
          field.argument(argument("id", GraphQLNonNull.nonNull(leaves.input(id.type())), null));
        }
      }
      case LIST -> {
        field.type(listOf(document));
        conditions(root.filter(), root.order()).forEach(field::argument);
        field.argument(argument("limit", Scalars.GraphQLInt, rows("How many at most.", true)));
        field.argument(argument("offset", Scalars.GraphQLInt, "How many to leave out first."));
      }
      case CONNECTION -> {
        field.type(
            GraphQLNonNull.nonNull(
                GraphQLTypeReference.typeRef(connection(root.type().name(), document))));
        conditions(root.filter(), root.order()).forEach(field::argument);
        field.argument(
            argument("first", Scalars.GraphQLInt, rows("How many from the start.", true)));
        field.argument(argument("after", Scalars.GraphQLString, "Only what follows this cursor."));
        field.argument(argument("last", Scalars.GraphQLInt, rows("How many from the end.", false)));
        field.argument(
            argument("before", Scalars.GraphQLString, "Only what goes before this cursor."));
      }
    }
    return field.build();
  }

  private static String reads(RootField.Kind kind, ReadModel model) {
    return switch (kind) {
      case ONE -> "Reads the document with this id from `" + model.name() + "`.";
      case LIST -> "Reads documents from `" + model.name() + "`.";
      case CONNECTION -> "Reads documents from `" + model.name() + "`, page by page.";
    };
  }

  private String rows(String what, boolean byDefault) {
    String text = what + " The largest value is " + options.maxRows() + ".";
    return byDefault ? text + " Without it: " + options.defaultRows() + "." : text;
  }

  private List<GraphQLArgument> conditions(FilterType filter, OrderType order) {
    List<GraphQLArgument> arguments = new ArrayList<>();
    if (!filter.fields().isEmpty()) {
      arguments.add(argument("where", GraphQLTypeReference.typeRef(filter.name()), null));
    }
    if (!order.fields().isEmpty()) {
      GraphQLInputType element = GraphQLTypeReference.typeRef(order.name());
      arguments.add(argument("orderBy", GraphQLList.list(GraphQLNonNull.nonNull(element)), null));
    }
    return arguments;
  }

  private static GraphQLArgument argument(
      String name, GraphQLInputType type, @Nullable String description) {
    return GraphQLArgument.newArgument().name(name).type(type).description(description).build();
  }

  private GraphQLObjectType object(Draft draft, ObjectType type, SharedFields shared) {
    GraphQLObjectType.Builder object =
        GraphQLObjectType.newObject().name(type.name()).description(draft.description);
    Map<String, Field> sources = draft.fields();
    type.fields()
        .forEach(
            (name, field) -> object.field(field(field, Objects.requireNonNull(sources.get(name)))));
    declared.computed(type.name()).forEach(object::field);
    declared.interfaces(type.name(), shared).forEach(object::withInterface);
    return object.build();
  }

  private GraphQLFieldDefinition field(ObjectType.Field field, Field source) {
    CommentText comment = CommentText.of(source.description(), CommentText.On.COLUMN);
    GraphQLFieldDefinition.Builder made =
        GraphQLFieldDefinition.newFieldDefinition()
            .name(field.name())
            .description(comment.description())
            .type(output(field.slot(), field.type()));
    if (comment.deprecated() != null) {
      made.deprecate(comment.deprecated());
    }
    if (field.filter() != null && field.order() != null) {
      conditions(field.filter(), field.order()).forEach(made::argument);
      made.argument(argument("limit", Scalars.GraphQLInt, rows("How many at most.", false)));
      made.argument(argument("offset", Scalars.GraphQLInt, "How many to leave out first."));
    }
    return made.build();
  }

  private GraphQLOutputType output(Slot slot, @Nullable ObjectType type) {
    GraphQLOutputType output =
        switch (slot.shape()) {
          case ObjectShape _ ->
              type == null ? ScalarTypes.JSON : GraphQLTypeReference.typeRef(type.name());
          case ListShape(Slot element) -> GraphQLList.list(output(element, type));
          case ScalarShape(PgType scalar) -> leaves.output(scalar);
          case OpaqueShape _ -> ScalarTypes.JSON;
        };
    return slot.nullable() ? output : GraphQLNonNull.nonNull(output);
  }

  /** The name of the connection type of a type, which is made when first asked for. */
  private String connection(String type, GraphQLOutputType document) {
    String known = connections.get(type);
    if (known != null) {
      return known;
    }
    String name = names.claimNumbered(type + "Connection", type);
    String edge = names.claimNumbered(type + "Edge", type);
    connections.put(type, name);
    GraphQLOutputType node = GraphQLNonNull.nonNull(document);
    types.add(
        GraphQLObjectType.newObject()
            .name(name)
            .description("A page of a list.")
            .field(field("edges", listOf(GraphQLTypeReference.typeRef(edge)), null))
            .field(field("nodes", listOf(document), "The documents without their cursors."))
            .field(field("pageInfo", required(GraphQLTypeReference.typeRef("PageInfo")), null))
            .field(
                field(
                    "totalCount",
                    required(ScalarTypes.LONG),
                    "How many there are on all pages; counted only when asked for."))
            .build());
    types.add(
        GraphQLObjectType.newObject()
            .name(edge)
            .field(
                field(
                    "cursor",
                    required(Scalars.GraphQLString),
                    "The place of this document in the list, for `after` and `before`."))
            .field(field("node", node, null))
            .build());
    return name;
  }

  private static GraphQLObjectType pageInfo() {
    return GraphQLObjectType.newObject()
        .name("PageInfo")
        .description("Where a page stands in its list.")
        .field(
            field(
                "hasNextPage", required(Scalars.GraphQLBoolean), "Whether more follow this page."))
        .field(
            field(
                "hasPreviousPage",
                required(Scalars.GraphQLBoolean),
                "Whether some go before this page."))
        .field(field("startCursor", Scalars.GraphQLString, "The cursor of the first document."))
        .field(field("endCursor", Scalars.GraphQLString, "The cursor of the last document."))
        .build();
  }

  private static GraphQLFieldDefinition field(
      String name, GraphQLOutputType type, @Nullable String description) {
    return GraphQLFieldDefinition.newFieldDefinition()
        .name(name)
        .type(type)
        .description(description)
        .build();
  }

  private static GraphQLOutputType listOf(GraphQLOutputType element) {
    return required(GraphQLList.list(required(element)));
  }

  private static GraphQLOutputType required(GraphQLType type) {
    return GraphQLNonNull.nonNull(type);
  }

  static String joined(@Nullable String first, String second) {
    return first == null ? second : first + "\n\n" + second;
  }
}
