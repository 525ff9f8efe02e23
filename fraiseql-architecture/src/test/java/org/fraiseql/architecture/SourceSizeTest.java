package org.fraiseql.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSizeTest {

  @TempDir Path folder;

  @Test
  void no_source_of_the_house_is_too_large() throws IOException {
    Path house = Path.of("..").toRealPath();
    assertThat(SourceSize.sources(house))
        .contains(house.resolve("fraiseql-core/src/main/java/org/fraiseql/FraiseQL.java"));
    assertThat(SourceSize.excesses(house)).isEmpty();
  }

  @Test
  void a_long_file_is_found() throws IOException {
    write("Long.java", "\n".repeat(401));
    assertThat(SourceSize.excesses(folder)).containsExactly("Long.java has 401 lines");
  }

  @Test
  void a_long_line_is_found() throws IOException {
    write("Wide.java", "class Wide {}\n//" + "é".repeat(119) + "\n//" + "é".repeat(118));
    assertThat(SourceSize.excesses(folder)).containsExactly("Wide.java:2 has 121 columns");
  }

  @Test
  void a_long_method_is_found_also_in_a_nested_class() throws IOException {
    write(
        "Tall.java",
        "class Tall {\n class Inner {\n  void fine() {%1$s}\n  void tall() {%1$s\n}\n }\n}\n"
            .formatted("\n".repeat(59)));
    assertThat(SourceSize.excesses(folder))
        .containsExactly("Tall.java:63: method tall has 61 lines");
  }

  @Test
  void what_a_build_made_is_not_looked_at() throws IOException {
    write("target/generated/Long.java", "\n".repeat(401));
    write(".hidden/Long.java", "\n".repeat(401));
    assertThat(SourceSize.sources(folder)).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
