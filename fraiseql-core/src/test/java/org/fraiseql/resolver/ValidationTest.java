package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.fraiseql.Engine;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Input;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Omittable;
import org.fraiseql.api.Query;
import org.fraiseql.api.Success;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Constraints of Jakarta Validation on arguments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationTest {

  @Input
  record Item(String drink, @Positive(message = "at least one cup") int cups) {}

  @Input
  record NewOrder(
      @NotBlank(message = "who is it for?") String guest,
      @Size(min = 1, max = 2, message = "one or two items") List<Item> items,
      Optional<@Email(message = "no address") String> email,
      Omittable<@Size(max = 3, message = "three characters") String> code) {}

  sealed interface Placed {}

  @Success
  record Done(int cups) implements Placed {}

  @Failure
  record Wrong(String message, String code, @Nullable String field) implements Placed {}

  static final class Api {
    final AtomicInteger calls = new AtomicInteger();

    @Mutation
    Placed place(NewOrder input) {
      calls.incrementAndGet();
      return new Done(input.items().stream().mapToInt(Item::cups).sum());
    }

    @Mutation
    @Nullable Integer plain(NewOrder input) {
      calls.incrementAndGet();
      return 1;
    }

    @Query
    @Nullable Integer square(@Min(value = 0, message = "not negative") int number) {
      calls.incrementAndGet();
      return number * number;
    }
  }

  private final Api api = new Api();
  private final Engine cafe = Cafe.open(api);

  @AfterAll
  void close() {
    cafe.close();
  }

  private static String place(String field, String input) {
    return "mutation { "
        + field
        + "(input: "
        + input
        + ")"
        + (field.equals("place")
            ? " { __typename ... on Done { cups } ... on Wrong { message code field } } }"
            : " }");
  }

  @Test
  void allViolationsAreOneFailureOfTheCommand() {
    int before = api.calls.get();
    assertThat(
            Cafe.shown(cafe, place("place", "{guest: \"A\", items: [{drink: \"tea\", cups: 0}]}")))
        .isEqualTo(
            """
            {"data":{"place":{"__typename":"Wrong","message":"at least one cup",\
            "code":"INVALID_INPUT","field":"input.items[0].cups"}}}""");
    assertThat(
            Cafe.shown(
                cafe, place("place", "{guest: \" \", items: [], email: \"x\", code: \"1234\"}")))
        .isEqualTo(
            """
            {"data":{"place":{"__typename":"Wrong","message":"input.code: three characters; \
            input.email: no address; input.guest: who is it for?; input.items: one or two items",\
            "code":"INVALID_INPUT","field":"input.code"}}}""");
    assertThat(api.calls.get()).isEqualTo(before);
    assertThat(
            Cafe.shown(cafe, place("place", "{guest: \"A\", items: [{drink: \"tea\", cups: 2}]}")))
        .isEqualTo("{\"data\":{\"place\":{\"__typename\":\"Done\",\"cups\":2}}}");
  }

  @Test
  void withoutAFailureTheyAreErrors() {
    int before = api.calls.get();
    assertThat(
            Cafe.shown(cafe, place("plain", "{guest: \"\", items: [{drink: \"tea\", cups: -1}]}")))
        .isEqualTo(
            """
            {"plain":null}
            [plain] FQ-655 The value of 'input.guest' is not valid: who is it for?
            [plain] FQ-655 The value of 'input.items[0].cups' is not valid: at least one cup""");
    assertThat(Cafe.shown(cafe, "{ square(number: -1) four: square(number: 2) }"))
        .isEqualTo(
            """
            {"square":null,"four":4}
            [square] FQ-655 The value of 'number' is not valid: not negative""");
    assertThat(api.calls.get()).isEqualTo(before + 1);
  }
}
