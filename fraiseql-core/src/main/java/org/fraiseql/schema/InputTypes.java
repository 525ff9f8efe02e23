package org.fraiseql.schema;

import graphql.Directives;
import graphql.Scalars;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.schema.OperatorTable.Family;
import org.fraiseql.schema.OperatorTable.Row;
import org.fraiseql.schema.OperatorTable.Takes;
import org.jspecify.annotations.Nullable;

/** The input types of {@code where} and {@code orderBy} for graphql-java. */
final class InputTypes {

  private final TypeNames names;
  private final LeafTypes leaves;
  private final Map<String, GraphQLInputObjectType> operators = new LinkedHashMap<>();
  private final Map<String, GraphQLInputObjectType> lists = new LinkedHashMap<>();

  InputTypes(TypeNames names, LeafTypes leaves) {
    this.names = names;
    this.leaves = leaves;
  }

  List<GraphQLType> filters(Collection<FilterType> filters) {
    List<GraphQLType> types = new ArrayList<>();
    for (FilterType filter : filters) {
      if (!filter.fields().isEmpty()) {
        types.add(filter(filter));
      }
    }
    types.addAll(lists.values());
    types.addAll(operators.values());
    return types;
  }

  private GraphQLInputObjectType filter(FilterType filter) {
    GraphQLInputType self = GraphQLTypeReference.typeRef(filter.name());
    GraphQLInputType several = GraphQLList.list(GraphQLNonNull.nonNull(self));
    GraphQLInputObjectType.Builder type =
        GraphQLInputObjectType.newInputObject()
            .name(filter.name())
            .description("Conditions that must all hold. A field that is given must not be null.")
            .field(field("_and", several, "All of these hold."))
            .field(field("_or", several, "At least one of these holds."))
            .field(field("_not", self, "This does not hold."));
    filter
        .fields()
        .forEach(
            (name, entry) ->
                type.field(
                    switch (entry) {
                      case FilterType.Entry.Leaf leaf ->
                          field(name, reference(operators(leaf.type())), null);
                      case FilterType.Entry.Nested nested ->
                          field(name, GraphQLTypeReference.typeRef(nested.type().name()), null);
                      case FilterType.Entry.Items items ->
                          field(name, reference(list(items.element())), null);
                    }));
    return type.build();
  }

  private GraphQLInputObjectType list(FilterType element) {
    return lists.computeIfAbsent(
        element.name(),
        name -> {
          GraphQLInputType type = GraphQLTypeReference.typeRef(name);
          return GraphQLInputObjectType.newInputObject()
              .name(names.claimNumbered(listName(name), name))
              .description("Conditions on a list.")
              .field(field("some", type, "At least one element fulfils this."))
              .field(field("every", type, "All elements fulfil this, or there is none."))
              .field(field("none", type, "No element fulfils this."))
              .build();
        });
  }

  private static String listName(String filter) {
    return filter.endsWith("Filter")
        ? filter.substring(0, filter.length() - "Filter".length()) + "ListFilter"
        : filter + "List";
  }

  private GraphQLInputObjectType operators(PgType type) {
    Family family = Operators.family(type);
    String single = leaves.named(type).getName();
    boolean list = type.base().kind() == PgType.Kind.ARRAY;
    boolean presenceOnly = family == Family.OPAQUE || family == Family.OPAQUE_JSON;
    String key = presenceOnly ? "Presence" : list ? single + "List" : single;
    String known = presenceOnly ? key : key + "/" + family;
    GraphQLInputObjectType made = operators.get(known);
    if (made != null) {
      return made;
    }
    String wanted =
        family == Family.FOLDED_TEXT ? "CaseInsensitive" + key + "Operators" : key + "Operators";
    String name = presenceOnly ? wanted : names.claimNumbered(wanted, "the operators of " + single);
    GraphQLInputObjectType.Builder builder =
        GraphQLInputObjectType.newInputObject()
            .name(name)
            .description(
                "Conditions on a value, which must all hold. Null is no operand: use `isNull`.");
    for (Row row : family.rows()) {
      builder.field(field(row.name(), operand(row.takes(), type), capitalised(row.meaning())));
    }
    GraphQLInputObjectType built = builder.build();
    operators.put(known, built);
    return built;
  }

  private GraphQLInputType operand(Takes takes, PgType type) {
    PgType base = type.base();
    PgType element = base.element() == null ? base : base.element();
    return switch (takes) {
      case ITSELF -> leaves.input(type);
      case SEVERAL, ELEMENTS -> GraphQLList.list(GraphQLNonNull.nonNull(leaves.named(type)));
      case ELEMENT -> leaves.input(element);
      case TEXT, JSONPATH, LQUERY, LTXTQUERY -> Scalars.GraphQLString;
      case TEXTS -> GraphQLList.list(GraphQLNonNull.nonNull(Scalars.GraphQLString));
      case INT -> Scalars.GraphQLInt;
      case FLAG -> Scalars.GraphQLBoolean;
    };
  }

  List<GraphQLType> orders(Collection<OrderType> orders, GraphQLEnumType direction) {
    List<GraphQLType> types = new ArrayList<>();
    for (OrderType order : orders) {
      if (!order.fields().isEmpty()) {
        types.add(order(order, direction));
      }
    }
    return types;
  }

  private static GraphQLInputObjectType order(OrderType order, GraphQLEnumType direction) {
    GraphQLInputObjectType.Builder type =
        GraphQLInputObjectType.newInputObject()
            .name(order.name())
            .description("One sort key: exactly one field.")
            .withAppliedDirective(Directives.OneOfDirective.toAppliedDirective());
    order
        .fields()
        .forEach(
            (name, entry) ->
                type.field(
                    switch (entry) {
                      case OrderType.Entry.Leaf _ -> field(name, direction, null);
                      case OrderType.Entry.Nested nested ->
                          field(name, GraphQLTypeReference.typeRef(nested.type().name()), null);
                    }));
    return type.build();
  }

  private static GraphQLTypeReference reference(GraphQLInputObjectType type) {
    return GraphQLTypeReference.typeRef(type.getName());
  }

  private static GraphQLInputObjectField field(
      String name, GraphQLInputType type, @Nullable String description) {
    return GraphQLInputObjectField.newInputObjectField()
        .name(name)
        .type(type)
        .description(description)
        .build();
  }

  private static String capitalised(String meaning) {
    char first = meaning.charAt(0);
    return Character.isLetter(first)
        ? Character.toUpperCase(first) + meaning.substring(1) + "."
        : meaning + ".";
  }
}
