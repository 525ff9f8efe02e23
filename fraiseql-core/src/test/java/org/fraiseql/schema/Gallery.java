package org.fraiseql.schema;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Field;
import org.fraiseql.api.Input;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Omittable;
import org.fraiseql.api.Query;
import org.fraiseql.api.ReadModel;
import org.fraiseql.api.Success;
import org.jspecify.annotations.Nullable;

/** Declarations that do not fit the shop, or GraphQL: one after the other. */
final class Gallery {

  private Gallery() {}

  static Map<String, List<Object>> cases() {
    Map<String, List<Object>> cases = new LinkedHashMap<>();
    cases.put("a-component-without-a-key", List.of(MissingKey.class));
    cases.put("components-of-other-types-than-their-keys", List.of(WrongTypes.class));
    cases.put("components-that-are-never-null-for-keys-that-can-be", List.of(NeverNull.class));
    cases.put("keys-without-a-component", List.of(Unused.class));
    cases.put("a-read-model-that-is-not-there", List.of(NoReadModel.class));
    cases.put("two-types-of-one-name", List.of(One.Thing.class, Other.Thing.class));
    cases.put("two-methods-of-one-name", List.of(new SameFields()));
    cases.put("types-that-no-api-has", List.of(new Unsupported()));
    cases.put("an-input-that-contains-itself", List.of(new Cyclic()));
    cases.put("a-record-for-input-and-answer", List.of(new BothWays()));
    cases.put("a-function-that-is-not-there", List.of(NoFunction.class));
    cases.put("a-function-of-other-types", List.of(OtherInput.class));
    cases.put("a-function-of-another-form", List.of(OtherForm.class));
    cases.put("methods-that-cannot-be-called", List.of(Uncallable.class, new NoParent()));
    cases.put("a-mutation-of-a-name-in-the-database", List.of(new Replacing()));
    cases.put("an-enum-with-other-values", List.of(OtherCodes.class));
    cases.put("an-interface-of-different-types", List.of(new Mixed()));
    cases.put("a-name-that-graphql-has", List.of(Reserved.Date.class));
    return cases;
  }

  @ReadModel("v_orders")
  record MissingKey(UUID id, String orderNumbr, List<String> tags) {}

  @ReadModel("v_customer_aggregate")
  record WrongTypes(int id, UUID email, List<String> name, Nested statistics, String addresses) {
    record Nested(String totalOrders, int totalSpent) {}
  }

  @ReadModel("v_products")
  record NeverNull(UUID id, String description, Inside category) {
    record Inside(UUID id, UUID parentId) {}
  }

  @ReadModel("v_manufacturers")
  record Unused(UUID id) {}

  @ReadModel("v_order")
  record NoReadModel(UUID id) {}

  static final class One {
    record Thing(int number) {}
  }

  static final class Other {
    record Thing(String text) {}
  }

  static final class SameFields {
    @Query
    int count() {
      return 1;
    }

    @Query(name = "count")
    int countAgain() {
      return 2;
    }
  }

  static final class Unsupported {
    @Query
    CompletableFuture<String> later() {
      return CompletableFuture.completedFuture("");
    }

    @Query
    String[] array() {
      return new String[0];
    }

    @Query
    Thread thread() {
      return Thread.currentThread();
    }

    @Query
    Omittable<String> omittable() {
      return Omittable.omitted();
    }

    @Query
    Half half() {
      return new Half("", Thread.currentThread());
    }

    record Half(String fine, Thread thread) {}
  }

  static final class Cyclic {
    @Input
    record Outer(Inner inner) {}

    @Input
    record Inner(
        Outer outer, @Nullable Inner fine, List<Inner> fineToo, Optional<Inner> alsoFine) {}

    @Mutation
    boolean take(Outer outer) {
      return true;
    }
  }

  static final class BothWays {
    record Pair(int one, int two) {}

    @Query
    Pair swapped(Pair pair) {
      return new Pair(pair.two(), pair.one());
    }
  }

  sealed interface Result {
    @Success
    record Done(String message) implements Result {}

    @Failure
    record NotDone(String message) implements Result {}
  }

  @Input
  record Nothing(UUID orderId) {}

  interface NoFunction {
    @Mutation(function = "fn_chip_order")
    Result ship(Nothing input);
  }

  interface OtherInput {
    @Input
    record Wrong(UUID orderId, int trackingNumber, String carrier) {}

    sealed interface Outcome {
      @Success
      record Good(String message) implements Outcome {}

      @Failure
      record Bad(String message, String field, String reason) implements Outcome {}
    }

    @Mutation(function = "fn_ship_order")
    Outcome ship(Wrong input);
  }

  interface OtherForm {
    @Mutation(function = "fn_ship_order")
    boolean ship(UUID id);
  }

  interface Uncallable {
    @Query
    int bodyless();
  }

  static final class NoParent {
    @ReadModel("v_manufacturers")
    record Manufacturer(UUID id, String name, @Nullable String country) {}

    @Field(on = Manufacturer.class)
    String flag(String size) {
      return size;
    }

    @Field(on = Manufacturer.class)
    BigDecimal turnover(List<Manufacturer> manufacturers) {
      return BigDecimal.ONE;
    }

    @Mutation
    void nothing() {}

    @Mutation(function = "fn_ship_order")
    Result ship(Nothing input) {
      return new Result.Done("");
    }
  }

  static final class Replacing {
    @Mutation
    boolean shipOrder(Nothing input) {
      return true;
    }
  }

  interface OtherCodes {
    enum Code {
      WRONG_STATUS
    }

    sealed interface Outcome {
      @Success
      record Gone(String message) implements Outcome {}

      @Failure
      record Kept(String message, Code code) implements Outcome {}
    }

    @Mutation(function = "fn_ship_order")
    Outcome ship(Nothing input);
  }

  static final class Reserved {
    record Date(int year) {}
  }

  static final class Mixed {
    sealed interface Sized {
      Object size();

      String name();
    }

    record Box(Long size, String name) implements Sized {}

    record Bag(Integer size, String name) implements Sized {}

    @Query
    List<Sized> sized() {
      return List.of();
    }
  }
}
