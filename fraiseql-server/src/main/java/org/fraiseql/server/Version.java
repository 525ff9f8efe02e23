package org.fraiseql.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which version of FraiseQL this is. */
public final class Version {

  private Version() {}

  /** Such as {@code 0.1.0}, as the build wrote it. */
  public static String current() {
    Properties written = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      written.load(Objects.requireNonNull(file, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(written.getProperty("version"), "version");
  }
}
