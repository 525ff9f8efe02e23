package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.fraiseql.sql.Binding.Variable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one request costs once its document is known. Bounds are wide: machines differ. */
class HotPathTest {

  private static final char[] TEXT =
      "query($id: UUID!) { product(id: $id) { id name price category { name } } }".toCharArray();
  private static final Variable ID = new Variable("id", List.of());

  private final Documents documents = ShopSchema.documents();
  private int sink;

  private void request(Map<String, @Nullable Object> raw) {
    Prepared prepared = documents.parse(new String(TEXT)).operation(null);
    Variables variables = prepared.variables(raw);
    sink += prepared.planKey(variables).hashCode();
    sink += String.valueOf(variables.bound(ID)).length();
  }

  @Test
  void aKnownDocumentCostsFewMicrosecondsAndLittleGarbage() {
    Map<String, @Nullable Object> raw = Map.of("id", "6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11");
    for (int i = 0; i < 50_000; i++) {
      request(raw);
    }
    int rounds = 100_000;
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      request(raw);
    }
    nanos = (threads.getCurrentThreadCpuTime() - nanos) / rounds;
    bytes = (threads.getCurrentThreadAllocatedBytes() - bytes) / rounds;
    System.out.printf("known document: %d ns, %d bytes per request%n", nanos, bytes);
    assertThat(sink).isNotZero();
    assertThat(nanos).isLessThan(20_000);
    assertThat(bytes).isLessThan(2_000);
  }
}
