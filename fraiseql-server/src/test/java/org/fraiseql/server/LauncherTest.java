package org.fraiseql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script in a project of its own, whose Maven wrapper and JDKs are scripts that tell
 * how they were called.
 */
class LauncherTest {

  private record Ran(long pid, int exitCode, String out, String err) {}

  @TempDir Path folder;
  private Path project;
  private Path jdks;

  @BeforeEach
  void lay_out_a_project() throws IOException {
    project = Files.createDirectories(folder.resolve("project"));
    jdks = Files.createDirectories(folder.resolve("jdks"));
    Files.copy(Path.of("..", "fraiseql"), project.resolve("fraiseql"));
    for (String module : List.of("fraiseql-core", "fraiseql-server", "examples/shop")) {
      Files.createDirectories(project.resolve(module).resolve("src/main/java"));
      Files.createFile(project.resolve(module).resolve("pom.xml"));
    }
    Files.createFile(project.resolve("pom.xml"));
    script(
        project.resolve("mvnw"),
        """
        echo noise of the build
        mkdir -p fraiseql-server/target
        echo "built with $JAVA_HOME" >> fraiseql-server/target/fraiseql-server-0-all.jar
        """);
  }

  @Test
  void takes_the_jdk_of_java_home_and_builds_with_it() throws Exception {
    Path jdk = jdk("25.0.3");
    Ran ran = run(Map.of("JAVA_HOME", jdk.toString()), "sdl");
    assertThat(ran.err()).startsWith("fraiseql: building (once").hasLineCount(1);
    assertThat(ran.exitCode()).isZero();
    assertThat(project.resolve("fraiseql-server/target/run/fraiseql.jar"))
        .hasContent("built with " + jdk);
  }

  @Test
  void passes_over_a_jdk_that_is_too_old_or_has_no_compiler() throws Exception {
    Path old = jdk("17.0.15");
    Files.delete(jdk("25.0.1").resolve("bin/javac"));
    Path right = jdk("26-ea");
    Ran ran = run(Map.of("JAVA_HOME", old.toString()), "sdl");
    assertThat(ran.out()).startsWith("java of " + right.getFileName());
  }

  @Test
  void says_where_it_looked_when_there_is_no_jdk() throws Exception {
    Path old = jdk("1.8.0_402");
    Ran ran = run(Map.of("JAVA_HOME", "/nowhere", "FRAISEQL_JDK_FOLDERS", jdks + " /none"), "sdl");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            fraiseql: needs a JDK 25 or newer and found none. Looked at:
              /nowhere (JAVA_HOME): no bin/java
              PATH: no java
              %s (%s): version 1.8.0_402
              /none: no JDK
            fraiseql: install one (https://adoptium.net) or set JAVA_HOME to its folder.
            """
                .formatted(old, jdks));
  }

  @Test
  void builds_again_only_after_a_change() throws Exception {
    jdk("25");
    assertThat(run(Map.of(), "sdl").err()).contains("building");
    assertThat(run(Map.of(), "sdl").err()).isEmpty();
    touchLater(project.resolve("fraiseql-core/src/test/java/NewTest.java"));
    assertThat(run(Map.of(), "sdl").err()).isEmpty();
    touchLater(project.resolve("examples/shop/sql/new.sql"));
    assertThat(run(Map.of(), "sdl").err()).contains("building");
  }

  @Test
  void a_failed_build_shows_what_maven_said_and_starts_nothing() throws Exception {
    jdk("25");
    script(project.resolve("mvnw"), "echo a mistake in line 7; exit 3");
    Ran ran = run(Map.of(), "sdl");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("a mistake in line 7").contains("fraiseql: the build failed");
  }

  @Test
  void standard_output_holds_only_what_the_command_prints() throws Exception {
    Path jdk = jdk("25");
    Ran ran = run(Map.of(), "explain", "--database", "x y", "{ a(b: \"*\") }");
    assertThat(ran.out())
        .isEqualTo(
            "java of %s with process %d: explain|--database|x y|{ a(b: \"*\") }|\n"
                .formatted(jdk.getFileName(), ran.pid()));
  }

  @Test
  void the_exit_code_is_that_of_the_command() throws Exception {
    jdk("25");
    assertThat(run(Map.of(), "exit-7").exitCode()).isEqualTo(7);
  }

  /** A JDK that answers with its version, or with its process and what follows the jar. */
  private Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(jdks.resolve("jdk-" + version));
    Files.createDirectory(home.resolve("bin"));
    script(home.resolve("bin/javac"), "");
    script(
        home.resolve("bin/java"),
        """
        [ "$1" != -version ] || { echo 'openjdk version "%s" 2026-01-01' >&2; exit; }
        while [ "$1" != -jar ]; do shift; done
        shift 2
        [ "$1" != exit-7 ] || exit 7
        printf 'java of jdk-%s with process %%s: ' $$
        printf '%%s|' "$@"
        echo
        """
            .formatted(version, version));
    return home;
  }

  private static void touchLater(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("./fraiseql"), Stream.of(arguments)).toList());
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("FRAISEQL_JDK_FOLDERS", jdks.toString());
    all.put("PATH", tools().toString());
    builder.environment().clear();
    builder.environment().putAll(all);
    Process process =
        builder
            .directory(project.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Ran(
        process.pid(), process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The commands of a plain system, but no java. */
  private Path tools() throws IOException {
    Path tools = folder.resolve("tools");
    if (Files.notExists(tools)) {
      Files.createDirectory(tools);
      for (String name :
          List.of(
              "sh",
              "cat",
              "cksum",
              "cp",
              "cut",
              "dirname",
              "find",
              "head",
              "mkdir",
              "mv",
              "readlink",
              "rm",
              "sed",
              "touch")) {
        Path tool =
            Stream.of("/bin", "/usr/bin")
                .map(Path::of)
                .map(bin -> bin.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        script(tools.resolve(name), "exec " + tool + " \"$@\"");
      }
    }
    return tools;
  }
}
