package org.fraiseql.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** How the tests of a class inside of a test went. */
record Ran(EngineExecutionResults results) {

  static Ran tests(Class<?> type) {
    return tests(type, Map.of());
  }

  static Ran tests(Class<?> type, Map<String, String> configuration) {
    return new Ran(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameters(configuration)
            .selectors(selectClass(type))
            .execute());
  }

  /** One for each test that failed, in the order in which they ended. */
  List<Throwable> throwables() {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }

  List<String> failures() {
    return throwables().stream().map(failure -> String.valueOf(failure.getMessage())).toList();
  }

  void succeeded(int tests) {
    Assertions.assertThat(failures()).isEmpty();
    Assertions.assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
  }
}
