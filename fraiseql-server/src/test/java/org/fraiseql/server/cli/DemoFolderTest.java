package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

  @TempDir Path temporary;

  @Test
  void is_left_alone_while_its_owner_is_being_written() throws IOException {
    for (boolean created : new boolean[] {false, true}) {
      Path folder = Files.createDirectory(temporary.resolve("fraiseql-demo-" + created));
      if (created) {
        Files.createFile(folder.resolve("owner"));
      }
      assertThat(DemoFolder.removeAbandoned(temporary)).isZero();
      assertThat(folder).exists();

      Instant old = Instant.now().minus(Duration.ofMinutes(2));
      Files.setLastModifiedTime(folder, FileTime.from(old));
      assertThat(DemoFolder.removeAbandoned(temporary)).isEqualTo(1);
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void is_left_alone_while_its_owner_lives() throws IOException {
    DemoFolder folder = DemoFolder.create(temporary);
    assertThat(DemoFolder.removeAbandoned(temporary)).isZero();
    folder.delete();
    assertThat(temporary).isEmptyDirectory();
  }
}
