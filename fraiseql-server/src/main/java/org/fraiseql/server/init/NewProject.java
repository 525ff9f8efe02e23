package org.fraiseql.server.init;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.fraiseql.server.ServerException;
import org.fraiseql.server.Version;

/**
 * A small Maven project that runs: one aggregate, one command, one test.
 *
 * @param name of the project, as Maven calls artifacts
 * @param packageName of its Java classes
 */
public record NewProject(String name, String packageName) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** PostgreSQL cuts longer names off; the role has four characters more. */
  private static final int LONGEST_NAME = 50;

  /**
   * @throws ServerException if one of the names cannot be used, with one that can
   */
  public NewProject {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw new ServerException(
          ("'%s' cannot be the project's name: take small letters, digits and hyphens, such as"
                  + " --name web-shop, up to %d characters")
              .formatted(name, LONGEST_NAME));
    }
    if (!SourceVersion.isName(packageName, SourceVersion.latest())
        || !packageName.equals(packageName.toLowerCase(Locale.ROOT))) {
      throw new ServerException(
          "'%s' cannot be a Java package: take one such as --package org.acme.shop"
              .formatted(packageName));
    }
  }

  /**
   * Writes it into a folder, which is made if it is not there.
   *
   * @return the files, relative to the folder
   * @throws ServerException if the folder is not empty; then nothing is written
   */
  public List<Path> writeTo(Path folder) throws IOException {
    requireEmpty(folder);
    Map<String, String> files = files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, filled(read(file.getValue())));
    }
    makeExecutable(folder.resolve("mvnw"));
    return files.keySet().stream().map(Path::of).toList();
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new ServerException(
          "'%s' is a file; init needs a folder that is new or empty".formatted(folder));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new ServerException(
            "'%s' is not empty, so nothing was written; init needs a folder that is new or empty"
                .formatted(folder));
      }
    }
  }

  /** Where each file of the project comes from. */
  private Map<String, String> files() {
    String java = packageName.replace('.', '/');
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", "project/README.md");
    files.put("pom.xml", "project/pom.xml");
    files.put("src/main/resources/db/migration/V1__orders.sql", "project/V1__orders.sql");
    files.put("src/main/java/" + java + "/Main.java", "project/Main.java.txt");
    files.put("src/test/java/" + java + "/OrdersTest.java", "project/OrdersTest.java.txt");
    files.put(".gitignore", "project/gitignore.txt");
    files.put(".mvn/jvm.config", "project/jvm.config");
    files.put(".mvn/wrapper/maven-wrapper.properties", "wrapper/maven-wrapper.properties");
    files.put("mvnw", "wrapper/mvnw");
    files.put("mvnw.cmd", "wrapper/mvnw.cmd");
    return files;
  }

  private static String read(String name) throws IOException {
    try (InputStream file = NewProject.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String filled(String text) {
    return text.replace("{{package}}", packageName)
        .replace("{{name}}", name)
        .replace("{{role}}", role())
        .replace("{{version}}", Version.current());
  }

  /** Whom its requests run as. */
  private String role() {
    return name.replace('-', '_') + "_api";
  }

  private static void makeExecutable(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    } catch (UnsupportedOperationException e) {
      // Where files have no such permissions, nobody asks for them.
    }
  }
}
