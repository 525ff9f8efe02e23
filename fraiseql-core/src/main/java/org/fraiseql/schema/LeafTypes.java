package org.fraiseql.schema;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLScalarType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.PgType.Kind;
import org.fraiseql.declaration.EnumDeclaration;
import org.jspecify.annotations.Nullable;

/** The GraphQL types of PostgreSQL's: scalars, enums and lists of them. */
final class LeafTypes {

  /** The context of types that are enums for Java, and text for PostgreSQL. */
  static final String IN_JAVA = "java";

  private final TypeNames names;
  private final ScalarTypes scalars;
  private final Map<String, EnumDeclaration> declared;
  private final Map<String, EnumNames> enums = new HashMap<>();

  /**
   * @param declared the enums of Java that stand for PostgreSQL types, by the type's name; they
   *     have claimed their names
   */
  LeafTypes(TypeNames names, Map<String, EnumDeclaration> declared) {
    this.names = names;
    this.declared = declared;
    this.scalars = new ScalarTypes(names);
  }

  /**
   * An enum and its labels by GraphQL name.
   *
   * @param same whether values can be printed as they are
   */
  record EnumNames(GraphQLEnumType type, Map<String, String> labels, boolean same) {}

  /** Two types with the same text are the same GraphQL type. Takes no name for either. */
  static String identity(PgType type) {
    PgType base = type.base();
    return switch (base.kind()) {
      case ARRAY -> base.element() == null ? "[]" : "[" + identity(base.element()) + "]";
      case ENUM, RANGE, MULTIRANGE -> base.context() + "." + base.name();
      case BASE, DOMAIN, COMPOSITE -> {
        GraphQLScalarType shared = ScalarTypes.shared(base);
        yield shared == null ? base.context() + "." + base.name() : shared.getName();
      }
    };
  }

  /** The scalar or enum of the type, or of the elements of an array. */
  GraphQLNamedType named(PgType type) {
    PgType base = type.base();
    return switch (base.kind()) {
      case ARRAY -> base.element() == null ? ScalarTypes.JSON : named(base.element());
      case ENUM -> enumNames(base).type();
      case BASE, DOMAIN, COMPOSITE, RANGE, MULTIRANGE -> scalars.of(base);
    };
  }

  /** What a field of the type answers. */
  GraphQLOutputType output(PgType type) {
    GraphQLNamedType named = named(type);
    return type.base().kind() == Kind.ARRAY ? GraphQLList.list(named) : (GraphQLOutputType) named;
  }

  /** What stands for one value of the type, which is no array, in an argument. */
  GraphQLInputType input(PgType type) {
    return (GraphQLInputType) named(type);
  }

  Map<String, EnumNames> enums() {
    return enums;
  }

  private EnumNames enumNames(PgType type) {
    String key = type.context() + "." + type.name();
    EnumNames known = enums.get(key);
    if (known != null) {
      return known;
    }
    EnumDeclaration java = declared.get(key);
    Map<String, String> labels = java == null ? labels(type.labels()) : labels(java);
    String comment = CommentText.of(type.comment(), CommentText.On.TYPE).description();
    GraphQLEnumType.Builder builder =
        GraphQLEnumType.newEnum()
            .name(java == null ? names.claimFor(type) : java.name())
            .description(java == null || java.description() == null ? comment : java.description());
    labels.forEach(
        (name, label) ->
            builder.value(
                GraphQLEnumValueDefinition.newEnumValueDefinition()
                    .name(name)
                    .value(label)
                    .description(described(name, label, java))
                    .build()));
    // What a text holds beside the labels is still printed as JSON prints it.
    boolean same = labels.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
    EnumNames made =
        new EnumNames(builder.build(), labels, same && !type.context().equals(IN_JAVA));
    enums.put(key, made);
    return made;
  }

  private static @Nullable String described(
      String name, String label, @Nullable EnumDeclaration java) {
    String description =
        java == null
            ? null
            : java.constants().stream()
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .map(EnumDeclaration.Constant::description)
                .orElse(null);
    return description == null && !name.equals(label) ? "`" + label + "`" : description;
  }

  private static Map<String, String> labels(EnumDeclaration declared) {
    Map<String, String> byName = new LinkedHashMap<>();
    declared.constants().forEach(constant -> byName.put(constant.name(), constant.label()));
    return byName;
  }

  /**
   * The labels of an enum by their GraphQL names. Labels that are names keep them; the others get
   * what is left.
   */
  static Map<String, String> labels(Collection<String> given) {
    Map<String, String> taken = new HashMap<>();
    for (String label : given) {
      if (isEnumName(label)) {
        taken.put(label, label);
      }
    }
    Map<String, String> byName = new LinkedHashMap<>();
    for (String label : given) {
      String name = isEnumName(label) ? label : free(wanted(label), taken);
      taken.put(name, label);
      byName.put(name, label);
    }
    return byName;
  }

  private static String free(String wanted, Map<String, String> taken) {
    String name = wanted;
    for (int i = 2; taken.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private static boolean isEnumName(String label) {
    return Names.isValid(label)
        && !label.equals("true")
        && !label.equals("false")
        && !label.equals("null");
  }

  private static String wanted(String label) {
    StringBuilder name = new StringBuilder(label.length());
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean fits = c < 128 && Character.isLetterOrDigit(c);
      if (fits) {
        name.append(c);
      } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
        name.append('_');
      }
    }
    String text = name.toString().replaceFirst("_$", "").toUpperCase(Locale.ROOT);
    if (text.isEmpty()) {
      return "VALUE";
    }
    return Character.isDigit(text.charAt(0)) ? "_" + text : text;
  }

  /** The enum of that PostgreSQL type, if the schema has it. */
  static @Nullable EnumNames find(Map<String, EnumNames> enums, PgType type) {
    PgType base = type.base();
    PgType single =
        base.kind() == Kind.ARRAY ? Objects.requireNonNull(base.element()).base() : base;
    return enums.get(single.context() + "." + single.name());
  }
}
