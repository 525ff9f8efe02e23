package org.fraiseql.schema;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeReference;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.EnumDeclaration;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.declaration.MethodDeclaration.Kind;
import org.fraiseql.declaration.MethodDeclaration.Parameter.Argument;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.RecordDeclaration.Role;
import org.fraiseql.declaration.SealedDeclaration;
import org.jspecify.annotations.Nullable;

/** Writes down for graphql-java what Java declares and no document stands behind. */
final class DeclaredTypes {

  private final Declarations declarations;
  private final TypeNames names;
  private final LeafTypes leaves;
  private final Map<Class<?>, PgType> enumTypes;
  private final List<GraphQLType> types = new ArrayList<>();

  /**
   * @param enumTypes the PostgreSQL types that enums stand for
   */
  DeclaredTypes(
      Declarations declarations,
      TypeNames names,
      LeafTypes leaves,
      Map<Class<?>, PgType> enumTypes) {
    this.declarations = declarations;
    this.names = names;
    this.leaves = leaves;
    this.enumTypes = enumTypes;
  }

  /**
   * All types but those that are known.
   *
   * @param known the names of types that stand for documents
   */
  List<GraphQLType> types(
      Set<String> known, SharedFields shared, GraphQLCodeRegistry.Builder code) {
    declarations.enums().values().stream()
        .filter(declared -> !enumTypes.containsKey(declared.type()))
        .forEach(declared -> types.add(enumeration(declared)));
    for (RecordDeclaration record : declarations.records().values()) {
      if (record.role() == Role.INPUT) {
        types.add(input(record));
      } else if (!known.contains(record.name()) && isOurs(record)) {
        types.add(object(record, shared));
      }
    }
    declarations.sealed().values().forEach(declared -> types.add(sealed(declared, shared, code)));
    return types;
  }

  /** A document's type that has no field left may be Java's own then, if nobody took its name. */
  private boolean isOurs(RecordDeclaration record) {
    return names.claim(record.name(), record.place())
        || record.place().equals(names.owner(record.name()));
  }

  /** The fields of query or mutation that Java answers. */
  List<GraphQLFieldDefinition> roots(Kind kind) {
    return declarations.methods().stream()
        .filter(method -> method.kind() == kind && method.function() == null)
        .map(this::field)
        .toList();
  }

  /** The fields that Java computes for the object type of that name. */
  List<GraphQLFieldDefinition> computed(String typeName) {
    return declarations.methods().stream()
        .filter(method -> declarations.field(typeName, method.name()).orElse(null) == method)
        .map(this::field)
        .toList();
  }

  /** The interfaces that the object type of that name has. */
  List<GraphQLTypeReference> interfaces(String typeName, SharedFields shared) {
    return declarations.sealed().values().stream()
        .filter(declared -> !shared.of(declared).isEmpty())
        .filter(declared -> declared.members().stream().anyMatch(m -> m.name().equals(typeName)))
        .map(declared -> GraphQLTypeReference.typeRef(declared.name()))
        .toList();
  }

  private GraphQLFieldDefinition field(MethodDeclaration method) {
    // Where one mutation fails, those before it have been carried out: their answers must stay.
    boolean nullable = method.kind() == Kind.MUTATION || method.result().nullable();
    GraphQLFieldDefinition.Builder field =
        GraphQLFieldDefinition.newFieldDefinition()
            .name(method.name())
            .description(method.description())
            .type(output(method.result().nullable(nullable)));
    for (Argument argument : method.arguments()) {
      field.argument(
          GraphQLArgument.newArgument()
              .name(argument.name())
              .description(argument.description())
              .type(input(argument.type()))
              .build());
    }
    return field.build();
  }

  private GraphQLObjectType object(RecordDeclaration record, SharedFields shared) {
    GraphQLObjectType.Builder object =
        GraphQLObjectType.newObject().name(record.name()).description(record.description());
    Set<String> computed = new LinkedHashSet<>();
    for (GraphQLFieldDefinition field : computed(record.name())) {
      object.field(field);
      computed.add(field.getName());
    }
    for (Component component : record.components()) {
      if (!computed.contains(component.name())) {
        object.field(field(component, false));
      }
    }
    interfaces(record.name(), shared).forEach(object::withInterface);
    return object.build();
  }

  private GraphQLFieldDefinition field(Component component, boolean loosely) {
    return GraphQLFieldDefinition.newFieldDefinition()
        .name(component.name())
        .description(component.description())
        .type(loosely ? loose(component.type()) : output(component.type()))
        .build();
  }

  private static boolean isSame(Component component, SealedDeclaration declared) {
    return declared.members().stream()
        .flatMap(member -> member.component(component.name()).stream())
        .allMatch(other -> other.type().equals(component.type()));
  }

  /** With null everywhere. */
  private GraphQLOutputType loose(JavaType type) {
    return type instanceof JavaType.ListOf list
        ? GraphQLList.list(loose(list.element()))
        : output(type.nullable(true));
  }

  private GraphQLInputObjectType input(RecordDeclaration record) {
    GraphQLInputObjectType.Builder input =
        GraphQLInputObjectType.newInputObject()
            .name(record.name())
            .description(record.description());
    for (Component component : record.components()) {
      input.field(
          GraphQLInputObjectField.newInputObjectField()
              .name(component.name())
              .description(component.description())
              .type(input(component.type()))
              .build());
    }
    return input.build();
  }

  private static GraphQLType enumeration(EnumDeclaration declared) {
    GraphQLEnumType.Builder type =
        GraphQLEnumType.newEnum().name(declared.name()).description(declared.description());
    for (EnumDeclaration.Constant constant : declared.constants()) {
      type.value(
          GraphQLEnumValueDefinition.newEnumValueDefinition()
              .name(constant.name())
              .value(constant.name())
              .description(constant.description())
              .build());
    }
    return type.build();
  }

  private GraphQLType sealed(
      SealedDeclaration declared, SharedFields shared, GraphQLCodeRegistry.Builder code) {
    if (shared.of(declared).isEmpty()) {
      GraphQLUnionType.Builder union =
          GraphQLUnionType.newUnionType().name(declared.name()).description(declared.description());
      declared.members().forEach(m -> union.possibleType(GraphQLTypeReference.typeRef(m.name())));
      code.typeResolver(declared.name(), DeclaredTypes::nobodyAsks);
      return union.build();
    }
    GraphQLInterfaceType.Builder common =
        GraphQLInterfaceType.newInterface()
            .name(declared.name())
            .description(declared.description());
    // What one of the records has can be null in another.
    shared
        .of(declared)
        .forEach(component -> common.field(field(component, !isSame(component, declared))));
    code.typeResolver(declared.name(), DeclaredTypes::nobodyAsks);
    return common.build();
  }

  /** graphql-java only describes the schema here: it executes nothing. */
  private static GraphQLObjectType nobodyAsks(graphql.TypeResolutionEnvironment environment) {
    throw new IllegalStateException("graphql-java executes nothing here: " + environment);
  }

  GraphQLOutputType output(JavaType type) {
    GraphQLOutputType bare =
        switch (type) {
          case JavaType.Scalar scalar -> ScalarTypes.named(scalar.graphql());
          case JavaType.Enumeration _ -> (GraphQLOutputType) leaf(type.raw());
          case JavaType.OfRecord _, JavaType.OfSealed _ ->
              GraphQLTypeReference.typeRef(name(type.raw()));
          case JavaType.ListOf list -> GraphQLList.list(output(list.element()));
        };
    return type.nullable() ? bare : GraphQLNonNull.nonNull(bare);
  }

  GraphQLInputType input(JavaType type) {
    GraphQLInputType bare =
        switch (type) {
          case JavaType.Scalar scalar -> ScalarTypes.named(scalar.graphql());
          case JavaType.Enumeration _ -> (GraphQLInputType) leaf(type.raw());
          case JavaType.OfRecord _, JavaType.OfSealed _ ->
              GraphQLTypeReference.typeRef(name(type.raw()));
          case JavaType.ListOf list -> GraphQLList.list(input(list.element()));
        };
    return type.nullable() ? bare : GraphQLNonNull.nonNull(bare);
  }

  private GraphQLType leaf(Class<?> type) {
    PgType stored = enumTypes.get(type);
    return stored == null ? GraphQLTypeReference.typeRef(name(type)) : leaves.named(stored);
  }

  private String name(Class<?> type) {
    @Nullable RecordDeclaration record = declarations.records().get(type);
    if (record != null) {
      return record.name();
    }
    @Nullable SealedDeclaration sealed = declarations.sealed().get(type);
    if (sealed != null) {
      return sealed.name();
    }
    EnumDeclaration declared = declarations.enums().get(type);
    if (declared == null) {
      throw new IllegalStateException(type + " is not declared");
    }
    return declared.name();
  }
}
