package org.fraiseql.server.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fraiseql.Report;
import org.fraiseql.server.FraiseQLServer;
import org.fraiseql.server.RunningServer;
import org.fraiseql.server.ServerException;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn verify} says of it is shown by {@code scripts/check-init}. */
class NewProjectTest {

  @TempDir Path folder;

  @Test
  void is_written_with_its_own_names() throws IOException {
    Path target = folder.resolve("a/web-shop");
    List<Path> files = new NewProject("web-shop", "org.acme.shop").writeTo(target);
    assertThat(files)
        .contains(Path.of("src/main/java/org/acme/shop/Main.java"), Path.of("mvnw"))
        .allSatisfy(
            file -> assertThat(target.resolve(file)).content().isNotBlank().doesNotContain("{{"));
    assertThat(target.resolve("mvnw")).isExecutable();
    assertThat(target.resolve("pom.xml"))
        .content()
        .contains("<groupId>org.acme.shop</groupId>", "<artifactId>web-shop</artifactId>")
        .contains("<argument>web_shop_api</argument>");
  }

  @Test
  void leaves_nothing_to_report() throws IOException {
    new NewProject("shop", "org.acme.shop").writeTo(folder.resolve("shop"));
    Path migration = folder.resolve("shop/src/main/resources/db/migration/V1__orders.sql");
    try (TestDatabase database = TestPostgres.shared().createDatabase()) {
      database.execute(Files.readString(migration));
      try (RunningServer server =
          FraiseQLServer.at(database.uri())
              .settings(settings -> settings.withRoles(List.of("shop_api")))
              .start(0)) {
        server.awaitReady();
        Report report = server.engine().check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.models()).hasSize(1);
        assertThat(report.commands()).hasSize(1);
        assertThat(server.engine().sdl())
            .contains("enum PlaceOrderErrorCode", "\"Who ordered.\"", "lines(");
      }
    }
  }

  @Test
  void overwrites_nothing() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
    NewProject project = new NewProject("shop", "org.acme.shop");
    assertThatThrownBy(() -> project.writeTo(folder))
        .isInstanceOf(ServerException.class)
        .hasMessage(
            "'%s' is not empty, so nothing was written; init needs a folder that is new or empty"
                .formatted(folder));
    assertThatThrownBy(() -> project.writeTo(mine)).hasMessageContaining("is a file");
    assertThat(folder).isDirectoryContaining(file -> file.equals(mine)).isNotEmptyDirectory();
    assertThat(folder.toFile().list()).containsExactly("mine.txt");
  }

  @Test
  void refuses_names_that_cannot_be_used() {
    for (String name : List.of("Shop", "1shop", "shop_1", "", "a".repeat(51), "shop-", "é")) {
      assertThatThrownBy(() -> new NewProject(name, "org.acme"))
          .as(name)
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("such as --name web-shop");
    }
    for (String name : List.of("org.acme.new", "org..acme", "Org", "org/acme", "")) {
      assertThatThrownBy(() -> new NewProject("shop", name))
          .as(name)
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("such as --package org.acme.shop");
    }
  }
}
