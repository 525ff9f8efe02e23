package org.fraiseql.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

  @TempDir Path temporary;

  @Test
  void is_left_alone_while_its_owner_is_being_written() throws IOException {
    for (boolean created : new boolean[] {false, true}) {
      Path folder = Files.createDirectory(temporary.resolve("fraiseql-postgres-" + created));
      if (created) {
        Files.createFile(folder.resolve("owner"));
      }
      assertThat(ServerFolder.removeAbandoned(temporary)).isZero();
      assertThat(folder).exists();

      Instant old = Instant.now().minus(Duration.ofMinutes(2));
      Files.setLastModifiedTime(folder, FileTime.from(old));
      assertThat(ServerFolder.removeAbandoned(temporary)).isEqualTo(1);
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void is_left_alone_while_its_owner_lives() throws IOException {
    ServerFolder folder = ServerFolder.create(temporary);
    assertThat(ServerFolder.removeAbandoned(temporary)).isZero();
    folder.delete();
    assertThat(temporary).isEmptyDirectory();
  }
}
