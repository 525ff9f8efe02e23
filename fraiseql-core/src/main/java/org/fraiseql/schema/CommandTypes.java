package org.fraiseql.schema;

import graphql.Scalars;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeReference;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.PgType.Attribute;
import org.fraiseql.schema.CommandField.Failure;
import org.fraiseql.schema.CommandField.Input;
import org.fraiseql.schema.CommandField.Success;
import org.jspecify.annotations.Nullable;

/** Writes the mutation type down for graphql-java, with what its fields take and answer. */
final class CommandTypes {

  private final LeafTypes leaves;
  private final DeclaredCommands declared;
  private final GraphQLCodeRegistry.Builder code;
  private final List<GraphQLType> types = new ArrayList<>();

  /**
   * @param code gets what graphql-java needs to have for each union
   */
  CommandTypes(LeafTypes leaves, DeclaredCommands declared, GraphQLCodeRegistry.Builder code) {
    this.leaves = leaves;
    this.declared = declared;
    this.code = code;
  }

  /** All types but the mutation type itself, once that is made. */
  List<GraphQLType> types() {
    return types;
  }

  /**
   * The mutation type.
   *
   * @param java the fields that methods answer
   * @param data makes a field that stands for a declared key of {@code data}
   */
  GraphQLObjectType mutation(
      Collection<CommandField> commands,
      Collection<Input> inputs,
      Collection<GraphQLFieldDefinition> java,
      Function<ObjectType.Field, GraphQLFieldDefinition> data) {
    GraphQLObjectType.Builder mutation =
        GraphQLObjectType.newObject()
            .name("Mutation")
            .description(
                "What can be changed. Each command is a transaction of its own; one that is"
                    + " refused or fails changes nothing.");
    for (CommandField command : commands) {
      mutation.field(field(command));
      if (declared.method(command).isEmpty()) {
        types.add(union(command));
        types.add(success(command, data));
        types.add(failure(command));
      }
    }
    java.forEach(mutation::field);
    inputs.forEach(input -> types.add(input(input)));
    return mutation.build();
  }

  private GraphQLFieldDefinition field(CommandField command) {
    CommentText comment = CommentText.of(command.routine().comment(), CommentText.On.ROUTINE);
    String calls = "Calls `" + command.routine().context() + "." + command.routine().name() + "`.";
    GraphQLInputType input =
        command.input() == null
            ? ScalarTypes.JSON
            : GraphQLTypeReference.typeRef(command.input().typeName());
    GraphQLFieldDefinition.Builder field =
        GraphQLFieldDefinition.newFieldDefinition()
            .name(command.name())
            .description(GraphqlTypes.joined(description(command, comment), calls))
            .type(GraphQLTypeReference.typeRef(command.resultType()))
            .argument(argument("input", GraphQLNonNull.nonNull(input), null))
            .argument(
                argument(
                    "idempotencyKey",
                    Scalars.GraphQLString,
                    "Carries the command out once, however often it is sent with this key: the"
                        + " same key gets the same answer."));
    if (command.aggregate() != null) {
      field.argument(
          argument(
              "expectedVersion",
              ScalarTypes.LONG,
              "Refuses the command with "
                  + RejectionCode.VERSION_CONFLICT
                  + " when the "
                  + command.aggregate().type()
                  + " has another version."));
    }
    if (comment.deprecated() != null) {
      field.deprecate(comment.deprecated());
    }
    return field.build();
  }

  private static GraphQLArgument argument(
      String name, GraphQLInputType type, @Nullable String description) {
    return GraphQLArgument.newArgument().name(name).type(type).description(description).build();
  }

  private GraphQLUnionType union(CommandField command) {
    code.typeResolver(
        command.resultType(),
        _ -> {
          throw new UnsupportedOperationException("Answers are made by the command layer");
        });
    return GraphQLUnionType.newUnionType()
        .name(command.resultType())
        .description("What `" + command.name() + "` answers.")
        .possibleType(GraphQLTypeReference.typeRef(command.success().typeName()))
        .possibleType(GraphQLTypeReference.typeRef(command.failure().typeName()))
        .build();
  }

  private static GraphQLObjectType success(
      CommandField command, Function<ObjectType.Field, GraphQLFieldDefinition> data) {
    Success success = command.success();
    GraphQLObjectType.Builder type =
        GraphQLObjectType.newObject()
            .name(success.typeName())
            .description("`" + command.name() + "` was carried out.")
            // As in the error type: GraphQL lets both be asked under one name only if they are
            // alike.
            .field(field(CommandFields.MESSAGE, nonNull(Scalars.GraphQLString), null));
    if (success.payload() != null) {
      RootField model = success.payload().model();
      GraphQLOutputType document =
          model.type().fields().isEmpty()
              ? ScalarTypes.JSON
              : GraphQLTypeReference.typeRef(model.type().name());
      type.field(
          field(
              success.payload().field(),
              document,
              "As it is after the command, read from `" + model.model().name() + "`."));
    }
    success.data().fields().values().forEach(key -> type.field(data.apply(key)));
    if (command.aggregate() != null) {
      type.field(
          field(
              CommandFields.VERSION,
              ScalarTypes.LONG,
              "The version of the " + command.aggregate().type() + " after the command."));
    }
    return type.build();
  }

  private GraphQLObjectType failure(CommandField command) {
    Failure failure = command.failure();
    GraphQLOutputType codeType =
        failure.codes().isEmpty() ? Scalars.GraphQLString : errorCode(command);
    GraphQLObjectType.Builder type =
        GraphQLObjectType.newObject()
            .name(failure.typeName())
            .description("`" + command.name() + "` was refused, and nothing was changed.")
            .field(field(CommandFields.MESSAGE, nonNull(Scalars.GraphQLString), null))
            .field(field("code", nonNull(codeType), null))
            .field(
                field(
                    "field",
                    Scalars.GraphQLString,
                    "Where the value at fault stands, such as `input.items[0].quantity`, if that is"
                        + " known."))
            .field(field("details", ScalarTypes.JSON, null));
    if (command.aggregate() != null) {
      type.field(
          field(
              "currentVersion",
              ScalarTypes.LONG,
              "The version of the "
                  + command.aggregate().type()
                  + " if it is not the one expected."));
    }
    return type.build();
  }

  private GraphQLOutputType errorCode(CommandField command) {
    CommandText text = CommandText.of(command.routine(), command.name(), new ArrayList<>());
    GraphQLEnumType.Builder codes =
        GraphQLEnumType.newEnum()
            .name(command.failure().typeName() + "Code")
            .description("Why `" + command.name() + "` was refused.");
    LeafTypes.labels(CommandFields.codesOf(text.errors().keySet()))
        .forEach(
            (name, label) -> {
              GraphQLEnumValueDefinition.Builder value =
                  GraphQLEnumValueDefinition.newEnumValueDefinition().name(name).value(label);
              String description = described(label, text.errors());
              String shown = name.equals(label) ? description : "`" + label + "` " + description;
              if (!shown.isBlank()) {
                value.description(shown.strip());
              }
              codes.value(value.build());
            });
    GraphQLEnumType made = codes.build();
    types.add(made);
    return GraphQLTypeReference.typeRef(made.getName());
  }

  private static String described(String code, Map<String, String> declared) {
    String description = declared.getOrDefault(code, "");
    if (description.isEmpty()) {
      for (RejectionCode known : RejectionCode.values()) {
        if (known.name().equals(code)) {
          return known.description();
        }
      }
    }
    return description;
  }

  private @Nullable String description(CommandField command, CommentText comment) {
    return declared
        .method(command)
        .map(method -> method.description())
        .orElse(comment.description());
  }

  private GraphQLInputObjectType input(Input input) {
    PgType composite = Objects.requireNonNull(input.composite());
    GraphQLInputObjectType.Builder type =
        GraphQLInputObjectType.newInputObject()
            .name(input.typeName())
            .description(CommentText.of(composite.comment(), CommentText.On.TYPE).description());
    for (Attribute attribute : composite.attributes()) {
      for (Input.Field field : input.fields().values()) {
        if (field.key().equals(attribute.name())) {
          type.field(input(field, attribute));
        }
      }
    }
    return type.build();
  }

  private GraphQLInputObjectField input(Input.Field field, Attribute attribute) {
    CommentText comment = CommandInputs.comment(attribute);
    GraphQLInputType single =
        field.object() == null
            ? leaves.input(field.type())
            : GraphQLTypeReference.typeRef(field.object().typeName());
    boolean list = field.type().base().kind() == PgType.Kind.ARRAY;
    GraphQLInputType several = list ? GraphQLList.list(single) : single;
    boolean required = comment.argument("required") != null;
    GraphQLInputObjectField.Builder made =
        GraphQLInputObjectField.newInputObjectField()
            .name(field.name())
            .description(comment.description())
            .type(required ? GraphQLNonNull.nonNull(several) : several);
    if (comment.deprecated() != null && !required) {
      made.deprecate(comment.deprecated());
    }
    return made.build();
  }

  private static GraphQLFieldDefinition field(
      String name, GraphQLOutputType type, @Nullable String description) {
    return GraphQLFieldDefinition.newFieldDefinition()
        .name(name)
        .type(type)
        .description(description)
        .build();
  }

  private static GraphQLOutputType nonNull(GraphQLType type) {
    return GraphQLNonNull.nonNull(type);
  }
}
