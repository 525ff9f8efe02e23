package org.fraiseql.operation;

import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Objects;
import org.fraiseql.schema.Schema;

/** A small schema with commands, unions and an interface. */
final class CommandSchema {

  private static final String SDL =
      """
      scalar UUID
      scalar JSON
      scalar Long
      scalar Decimal

      type Query { node(id: UUID!): Node search(text: String!): [Found!]! order(id: UUID!): Order }
      interface Node { id: UUID! related(limit: Int): [Node!]! }
      union Found = Order | Customer | Item
      type Order implements Node { id: UUID! related(limit: Int): [Node!]! number: String! total: Decimal
        status: OrderStatus! items(where: ItemFilter, orderBy: [ItemOrder!], limit: Int): [Item!]! }
      type Customer implements Node { id: UUID! related(limit: Int): [Node!]! name: String! }
      type Supplier implements Node { id: UUID! related(limit: Int): [Node!]! name: String! }
      type Item { sku: String! quantity: Int }
      enum OrderStatus { pending shipped }
      enum OrderDirection { asc desc }
      input ItemFilter { sku: StringOperators }
      input StringOperators { eq: String in: [String!] }
      input ItemOrder @oneOf { sku: OrderDirection quantity: OrderDirection }

      type Mutation {
        createOrder(input: CreateOrderInput!, idempotencyKey: String, expectedVersion: Long): CreateOrderResult
        importOrders(input: JSON!, idempotencyKey: String): CreateOrderResult
        retryOrders(input: RetryInput = {pause: 5}): CreateOrderResult
      }
      union CreateOrderResult = CreateOrderSuccess | CreateOrderError
      type CreateOrderSuccess { message: String order: Order reference: UUID version: Long }
      type CreateOrderError { message: String code: CreateOrderErrorCode! details: JSON reference: String }
      enum CreateOrderErrorCode { OUT_OF_STOCK NOT_FOUND }

      input CreateOrderInput { customerId: UUID! status: OrderStatus express: Boolean note: String
        priority: Int = 3 total: Decimal number: Long tags: [String] flags: [Boolean] grid: [[Int]]
        items: [ItemInput!]! address: AddressInput payment: PaymentInput details: JSON }
      input ItemInput { sku: String! quantity: Int! = 1 prices: [Decimal!] options: [OptionInput] }
      input OptionInput { name: String! value: JSON }
      input AddressInput { street: String status: OrderStatus = pending option: OptionInput = {name: "none"} }
      input PaymentInput @oneOf { card: String invoice: AddressInput }
      input RetryInput { pause: Int attempts: Int = 2 }
      """;

  static final GraphQLSchema SCHEMA = schema();

  private CommandSchema() {}

  static Documents documents() {
    return new Documents(SCHEMA, ShopSchema.LIMITS, true);
  }

  private static GraphQLSchema schema() {
    GraphQLSchema built = Schema.of(List.of(BuiltSchemaTest.orders())).graphql();
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    for (String scalar : List.of("UUID", "JSON", "Long", "Decimal")) {
      wiring.scalar((GraphQLScalarType) Objects.requireNonNull(built.getType(scalar)));
    }
    for (String type : List.of("Node", "Found", "CreateOrderResult")) {
      wiring.type(TypeRuntimeWiring.newTypeWiring(type).typeResolver(_ -> null));
    }
    return new SchemaGenerator()
        .makeExecutableSchema(new SchemaParser().parse(SDL), wiring.build());
  }
}
