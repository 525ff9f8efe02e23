package org.fraiseql.problem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors/resolver.md} what the problems themselves say. */
class ResolverErrorPageTest {

  private static final ErrorPage PAGE =
      new ErrorPage(
          "resolver.md",
          "# Errors of fields that Java answers: FQ-65x\n\n"
              + "Generated from the problems themselves. They are in `errors` with the path of the"
              + " field, which is null, or what it stands in is, where it is never null. All other"
              + " fields are answered. None of them repeats what an exception said; where there is a"
              + " reference, the log of the server has it.\n\n",
          List.of(
              new ResolverProblem.Masked("Order.shippingQuote", "5f0c81d2"),
              new ResolverProblem.TookTooLong("lateOrders", Duration.ofSeconds(10)),
              new ResolverProblem.NoValue("Order.number", "5f0c81d2"),
              new ResolverProblem.ArgumentsBelowJava("Order.items", "limit", List.of("lateOrders")),
              new ResolverProblem.InvalidInput(
                  "createOrder", "input.items[0].quantity", "must be greater than 0")));

  @Test
  void everyKindHasAnExampleAndACodeOfItsOwn() {
    PAGE.assertComplete(ResolverProblem.class);
  }

  @Test
  void thePageOfResolverErrorsIsUpToDate() throws IOException {
    PAGE.assertUpToDate();
  }
}
