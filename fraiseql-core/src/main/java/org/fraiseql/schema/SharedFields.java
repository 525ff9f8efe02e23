package org.fraiseql.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.SealedDeclaration;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.jspecify.annotations.Nullable;

/**
 * The fields of interfaces: components that all records of a sealed interface have, with one type.
 * Where a record stands for a document, the document's type counts.
 */
final class SharedFields {

  private final Declarations declarations;
  private final Map<String, ObjectType> documents = new HashMap<>();
  private final LeafTypes leaves;
  private final Map<Class<?>, List<Component>> shared = new HashMap<>();

  /**
   * @param documents the types that stand for documents
   */
  SharedFields(
      Declarations declarations,
      Iterable<ObjectType> documents,
      LeafTypes leaves,
      List<DefinitionProblem> problems) {
    this.declarations = declarations;
    this.leaves = leaves;
    documents.forEach(type -> this.documents.put(type.name(), type));
    for (SealedDeclaration union : declarations.sealed().values()) {
      shared.put(
          union.type(),
          union.shared().stream().filter(field -> isShared(union, field, problems)).toList());
    }
  }

  /** None for a union. */
  List<Component> of(SealedDeclaration union) {
    return Objects.requireNonNull(shared.get(union.type()));
  }

  private boolean isShared(
      SealedDeclaration union, Component field, List<DefinitionProblem> problems) {
    Set<@Nullable String> types = new HashSet<>();
    for (RecordDeclaration member : union.members()) {
      types.add(type(member, field.name()));
    }
    if (types.size() == 1 && !types.contains(null)) {
      return true;
    }
    problems.add(
        new DeclarationProblem.Malformed(
            union.place() + "." + field.name(),
            "the records of " + union.name() + " do not have it with one type",
            "Give it the same type in all of them."));
    return false;
  }

  /** The type without what can be null; null if the member has no such field. */
  private @Nullable String type(RecordDeclaration member, String field) {
    ObjectType document = documents.get(member.name());
    if (document == null) {
      return member.component(field).map(component -> type(component.type())).orElse(null);
    }
    ObjectType.Field found = document.fields().get(field);
    return found == null ? null : type(found.slot().shape(), found.type());
  }

  private String type(Shape shape, @Nullable ObjectType object) {
    return switch (shape) {
      case ListShape list -> "[" + type(list.element().shape(), object) + "]";
      case ScalarShape scalar -> named(scalar);
      case ObjectShape _, OpaqueShape _ ->
          object == null ? ScalarTypes.JSON.getName() : object.name();
    };
  }

  private String named(ScalarShape scalar) {
    String name = leaves.named(scalar.type()).getName();
    return scalar.type().base().kind() == PgType.Kind.ARRAY ? "[" + name + "]" : name;
  }

  private String type(JavaType type) {
    return switch (type) {
      case JavaType.Scalar scalar -> scalar.graphql();
      case JavaType.ListOf list -> "[" + type(list.element()) + "]";
      case JavaType.Enumeration _ ->
          Objects.requireNonNull(declarations.enums().get(type.raw())).name();
      case JavaType.OfRecord _ ->
          Objects.requireNonNull(declarations.records().get(type.raw())).name();
      case JavaType.OfSealed _ ->
          Objects.requireNonNull(declarations.sealed().get(type.raw())).name();
    };
  }
}
