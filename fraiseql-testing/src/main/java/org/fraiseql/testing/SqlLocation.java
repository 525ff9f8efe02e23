package org.fraiseql.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A file or folder on the class path or in the file system, written as Flyway writes it.
 *
 * @param text with its prefix, as a person wrote it
 * @param inFileSystem or else on the class path
 * @param path without prefix
 */
record SqlLocation(String text, boolean inFileSystem, String path) {

  private static final String FILE_SYSTEM = "filesystem:";
  private static final String CLASS_PATH = "classpath:";

  /**
   * @param name to show, and in its folder to sort by
   */
  record Found(String name, byte[] content) {}

  /**
   * @throws SetupFailure if it is neither of the two
   */
  static SqlLocation of(String text) {
    if (text.startsWith(FILE_SYSTEM)) {
      return new SqlLocation(text, true, text.substring(FILE_SYSTEM.length()));
    }
    String path = text.startsWith(CLASS_PATH) ? text.substring(CLASS_PATH.length()) : text;
    if (path.contains(":")) {
      throw new SetupFailure(
          "The location '%s' begins neither with %s nor with %s."
              .formatted(text, CLASS_PATH, FILE_SYSTEM));
    }
    return new SqlLocation(text, false, path.replaceFirst("^/+", "").replaceFirst("/+$", ""));
  }

  /** All files there and in folders below, sorted; empty if there is no such place. */
  List<Found> files(ClassLoader loader) {
    List<Found> found = new ArrayList<>();
    try {
      if (inFileSystem) {
        walk(Path.of(fixedPart()), found);
      } else {
        for (URL url : Collections.list(loader.getResources(fixedPart()))) {
          read(url, found);
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw new SetupFailure("The location '%s' cannot be read: %s".formatted(text, e), e);
    }
    found.sort(Comparator.comparing(Found::name));
    return found;
  }

  /** Up to the first folder with a wildcard in its name, which Flyway understands. */
  private String fixedPart() {
    String[] folders = path.split("/", -1);
    List<String> fixed = new ArrayList<>();
    for (String folder : folders) {
      if (folder.contains("*") || folder.contains("?")) {
        break;
      }
      fixed.add(folder);
    }
    return String.join("/", fixed);
  }

  private static void walk(Path start, List<Found> found) throws IOException {
    if (!Files.exists(start)) {
      return;
    }
    try (Stream<Path> files = Files.walk(start)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.add(new Found(file.toString(), Files.readAllBytes(file)));
      }
    }
  }

  private static void read(URL url, List<Found> found) throws IOException, URISyntaxException {
    switch (url.getProtocol()) {
      case "file" -> walk(Path.of(url.toURI()), found);
      case "jar" -> readJar((JarURLConnection) url.openConnection(), found);
      default -> {
        try (InputStream in = url.openStream()) {
          found.add(new Found(url.toString(), in.readAllBytes()));
        }
      }
    }
  }

  private static void readJar(JarURLConnection connection, List<Found> found) throws IOException {
    // A cached jar would be closed under those who still read from it.
    connection.setUseCaches(false);
    String start = connection.getEntryName().replaceFirst("/$", "");
    try (JarFile jar = connection.getJarFile()) {
      jar.stream()
          .filter(entry -> !entry.isDirectory())
          .filter(entry -> entry.getName().equals(start) || entry.getName().startsWith(start + "/"))
          .forEach(entry -> found.add(new Found(jar.getName() + "!" + entry, bytes(jar, entry))));
    }
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(entry.getName(), e);
    }
  }
}
