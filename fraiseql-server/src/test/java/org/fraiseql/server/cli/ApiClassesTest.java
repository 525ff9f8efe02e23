package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.fraiseql.api.Query;
import org.fraiseql.api.ReadModel;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import picocli.CommandLine;

/** Classes that the command line is told of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiClassesTest {

  @ReadModel("v_notes")
  record Note(int id, int text) {}

  static final class Greeting {
    @Query
    String hello() {
      return "hello";
    }
  }

  static final class Needy {
    Needy(String something) {
      assertThat(something).isNotEmpty();
    }
  }

  private record Ran(int exitCode, String out, String err) {}

  private final TestDatabase notes = TestPostgres.shared().createDatabase();

  @BeforeAll
  void createNotes() {
    notes.execute(
        "CREATE TABLE tb_notes (id int PRIMARY KEY, text text NOT NULL); CREATE VIEW v_notes AS"
            + " SELECT id, jsonb_build_object('id', id, 'text', text) AS data FROM tb_notes");
  }

  @AfterAll
  void dropNotes() {
    notes.close();
  }

  private Ran run(String command, String... options) throws URISyntaxException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = CommandLines.create(Map.of(), () -> new String[] {"fraiseql 1"});
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    Path classes =
        Path.of(ApiClassesTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String[] arguments = new String[options.length + 5];
    System.arraycopy(
        new String[] {command, "--database", notes.uri(), "--classpath", classes.toString()},
        0,
        arguments,
        0,
        5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    int exitCode = line.execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  private static String name(Class<?> type) {
    return type.getName();
  }

  @Test
  void theyArePartOfTheSchema() throws URISyntaxException {
    Ran ran = run("sdl", "--api", name(Greeting.class) + "," + name(Note.class));
    assertThat(ran.out()).contains("  hello: String!", "type Note {\n  id: Int!\n}");
  }

  @Test
  void checkTellsWhatDoesNotFit() throws URISyntaxException {
    Ran ran = run("check", "--api", name(Note.class));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            """
            error[FQ-252]: 'text' is not served: it is int, but public.v_notes.data.text is text
              --> org.fraiseql.server.cli.ApiClassesTest.Note.text
              help: Declare it as String, or cast public.v_notes.data.text to integer in the view.
            """);
  }

  @Test
  void strictlyNothingIsDoneThen() throws URISyntaxException {
    Ran ran = run("sdl", "--strict", "--api", name(Note.class));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("[FQ-252]: 'text' is not served");
  }

  @Test
  void whatCannotBeLoadedIsSaidInOneSentence() throws URISyntaxException {
    assertThat(run("sdl", "--api", "org.acme.Nothing").err())
        .startsWith("fraiseql: there is no class org.acme.Nothing of --api.");
    assertThat(run("sdl", "--api", name(Needy.class)).err())
        .contains("has no constructor without parameters.");
    assertThat(run("sdl", "--classpath", "/no/such/place", "--api", "a.B").err())
        .startsWith("fraiseql: /no/such/place of --classpath does not exist.");
  }
}
