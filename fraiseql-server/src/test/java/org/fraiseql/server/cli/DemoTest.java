package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fraiseql.server.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  private static final String[] SMALL = {"demo", "--port", "0", "--customers", "20"};

  @TempDir Path folder;

  @Test
  void serves_the_shop_and_leaves_nothing_behind() throws Exception {
    try (Program demo = Program.start(folder, SMALL)) {
      String url = demo.url("ready: ");
      assertThat(demo.out()).isEqualTo("ready: " + url + "/graphql\n");
      assertThat(demo.err())
          .contains("loading the shop with 20 customers …", "  customers 20\n", "  orders 100\n")
          .contains("read models", "commands", "public", "3 contexts", "7 commands");
      assertThat(demo.query(url, "{ customers(orderBy: [{name: ASC}], limit: 1) { status } }"))
          .isEqualTo("200 {\"data\":{\"customers\":[{\"status\":\"active\"}]}}");
      assertThat(demo.query(url, "{ projects(limit: 1) { __typename } }"))
          .isEqualTo("200 {\"data\":{\"projects\":[{\"__typename\":\"Project\"}]}}");
      assertThat(demo.query(url, "{ customers { nme } }"))
          .startsWith("400 ")
          .contains("Did you mean 'name'?");
      assertThat(demo.get(url + "/ready")).isEqualTo("200 {\"status\":\"ready\"}");
      assertThat(demo.get(url + "/")).contains("<title>FraiseQL</title>");

      assertExamplesRun(demo, url);

      String port = url.substring(url.lastIndexOf(':') + 1);
      try (Program second = Program.start(folder, "demo", "--port", port)) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
            .isEqualTo(
                "fraiseql: port "
                    + port
                    + " of localhost cannot be taken: Address already in use."
                    + " Choose another port.\n");
      }
      assertThat(demo.get(url + "/ready")).as("not disturbed").startsWith("200 ");

      List<ProcessHandle> descendants = demo.process.descendants().toList();
      List<ProcessHandle> servers = servers();
      assertThat(servers).isNotEmpty();
      demo.process.destroy();
      assertThat(demo.exitCode()).isZero();
      assertThat(servers).noneMatch(ProcessHandle::isAlive);
      assertThat(descendants).noneMatch(ProcessHandle::isAlive);
      assertThat(demos()).isEmpty();
    }
  }

  /** What GraphiQL shows first: each runs, and the commands find what they name. */
  private static void assertExamplesRun(Program demo, String url) throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (var example : GraphiqlExamples.in(demo.get(url + "/graphiql/page.js")).entrySet()) {
      answers.put(example.getKey(), demo.post(url, example.getValue()));
    }
    assertThat(answers)
        .hasSize(8)
        .allSatisfy(
            (_, answer) ->
                assertThat(answer).startsWith("200 {\"data\":").doesNotContain("errors"));
    assertThat(answers.get("PlaceOrder")).contains("\"orderNumber\":\"ORD-", "\"country\":\"PT\"");
    assertThat(answers.get("SendOrder"))
        .contains("\"status\":\"fulfilling\"", "\"status\":\"shipped\"");
    assertThat(answers.get("RefusedOrder"))
        .contains("\"code\":\"ITEMS_INVALID\"", "PRICE_CHANGED", "PRODUCT_UNAVAILABLE");
    assertThat(answers.get("NewProject"))
        .contains("\"name\":\"Autumn catalogue\"", "\"tenant\":{\"name\":\"Tenant 1\"}");
  }

  @Test
  void stops_cleanly_while_it_loads() throws Exception {
    try (Program demo = Program.start(folder, "demo", "--port", "0", "--customers", "20000")) {
      demo.await(() -> demo.err().contains("loading the shop"));
      List<ProcessHandle> servers = servers();
      demo.interrupt();
      assertThat(demo.exitCode()).isEqualTo(130);
      assertThat(demo.err()).doesNotContain("Exception", "failed");
      assertThat(servers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertThat(demos()).isEmpty();
    }
  }

  @Test
  void what_a_killed_demo_left_is_removed_and_a_living_one_is_not() throws Exception {
    try (Program killed = Program.start(folder, SMALL);
        Program living = Program.start(folder, SMALL)) {
      killed.url("ready: ");
      String url = living.url("ready: ");
      assertThat(demos()).hasSize(2);
      List<ProcessHandle> servers = servers();
      assertThat(servers).hasSize(2);
      killed.process.destroyForcibly().waitFor();
      assertThat(servers).as("PostgreSQL lives on by itself").allMatch(ProcessHandle::isAlive);

      try (Program next = Program.start(folder, SMALL)) {
        next.await(() -> next.err().contains("loading the shop"));
        assertThat(servers).filteredOn(ProcessHandle::isAlive).hasSize(1);
        assertThat(demos()).hasSize(2);
      }
      assertThat(living.query(url, "{ customers(limit: 1) { __typename } }")).startsWith("200 ");
    }
  }

  private List<Path> demos() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("tmp"))) {
      return entries
          .filter(e -> e.getFileName().toString().startsWith("fraiseql-postgres-"))
          .toList();
    }
  }

  /** The PostgreSQL servers of the demos. */
  private List<ProcessHandle> servers() throws IOException {
    List<ProcessHandle> servers = new java.util.ArrayList<>();
    for (Path demo : demos()) {
      List<String> lines = Files.readAllLines(demo.resolve("data/postmaster.pid"));
      ProcessHandle.of(Long.parseLong(lines.getFirst())).ifPresent(servers::add);
    }
    return servers;
  }
}
