package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fraiseql.server.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevTest {

  @TempDir Path folder;

  @Test
  void follows_a_project_as_its_role_and_leaves_nothing_behind() throws Exception {
    Path migrations = Files.createDirectory(folder.resolve("migrations"));
    Files.writeString(
        migrations.resolve("V1__notes.sql"),
        """
        DO $$ BEGIN CREATE ROLE notes_api; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        CREATE TABLE tb_notes (id int PRIMARY KEY, text text NOT NULL);
        INSERT INTO tb_notes VALUES (1, 'milk');
        CREATE VIEW v_notes AS
        SELECT id, jsonb_build_object('id', id, 'text', text, 'role', current_user) AS data
        FROM tb_notes;
        GRANT SELECT ON v_notes TO notes_api;
        """);
    String[] call = {
      "dev", "--migrations", migrations.toString(), "--port", "0", "--role", "notes_api"
    };
    try (Program dev = Program.start(folder, call)) {
      String url = dev.url("ready: ");
      assertThat(dev.query(url, "{ notes { text role } }"))
          .isEqualTo("200 {\"data\":{\"notes\":[{\"text\":\"milk\",\"role\":\"notes_api\"}]}}");
      assertThat(dev.get(url + "/")).contains("/graphiql/development.js");

      Path second = migrations.resolve("V2__milk.sql");
      Files.writeString(second, "DELETE FROM tb_notes;\nDROP VIEW v_milk;\n");
      dev.await(() -> dev.err().contains("V2__milk.sql:2"));
      assertThat(dev.err()).contains("error: view \"v_milk\" does not exist (SQLSTATE 42P01)\n");
      assertThat(dev.query(url, "{ notes { text } }")).contains("milk");
      Files.delete(second);
      dev.await(() -> dev.err().endsWith("mended\n"));
      assertThat(dev.out()).isEqualTo("ready: " + url + "/graphql\n");

      Path data = left().getFirst().resolve("data");
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
      ProcessHandle postgres = ProcessHandle.of(pid).orElseThrow();
      dev.interrupt();
      assertThat(dev.exitCode()).isEqualTo(130);
      assertThat(postgres.isAlive()).isFalse();
      assertThat(left()).isEmpty();
      assertThat(dev.err()).doesNotContain("Exception", "WARN", "ERROR");
    }
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("tmp"))) {
      return entries.filter(e -> e.getFileName().toString().startsWith("fraiseql-")).toList();
    }
  }

  @Test
  void says_what_is_missing() throws Exception {
    try (Program dev = Program.start(folder, "dev", "--migrations", "nowhere")) {
      assertThat(dev.exitCode()).isEqualTo(1);
      assertThat(dev.err())
          .isEqualTo(
              "fraiseql: there is no folder 'nowhere': call this in a project, or say"
                  + " --migrations\n");
    }
  }
}
