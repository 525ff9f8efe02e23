package org.fraiseql.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How large files, methods and lines of the sources below a folder are. */
final class SourceSize {

  static final int LINES_OF_A_FILE = 400;
  static final int LINES_OF_A_METHOD = 60;
  static final int COLUMNS = 120;

  private SourceSize() {}

  /** Java sources below the folder, but not those that a build made. */
  static List<Path> sources(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            String name = at.getFileName().toString();
            boolean skipped =
                name.equals("target") || name.equals("node_modules") || name.startsWith(".");
            return skipped && !at.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    return found;
  }

  /** One sentence for each file, method or line that is too large. */
  static List<String> excesses(Path folder) throws IOException {
    List<Path> sources = sources(folder);
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      List<String> lines = Files.readAllLines(source);
      String name = folder.relativize(source).toString();
      if (lines.size() > LINES_OF_A_FILE) {
        found.add("%s has %d lines".formatted(name, lines.size()));
      }
      for (int i = 0; i < lines.size(); i++) {
        int columns = lines.get(i).codePointCount(0, lines.get(i).length());
        if (columns > COLUMNS) {
          found.add("%s:%d has %d columns".formatted(name, i + 1, columns));
        }
      }
    }
    found.addAll(longMethods(folder, sources));
    return found;
  }

  private static List<String> longMethods(Path folder, List<Path> sources) throws IOException {
    List<String> found = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  ignored -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        String name = folder.relativize(Path.of(unit.getSourceFile().toUri())).toString();
        LineMap lines = unit.getLineMap();
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void nothing) {
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > LINES_OF_A_METHOD) {
              found.add(
                  "%s:%d: method %s has %d lines"
                      .formatted(name, first, method.getName(), last - first + 1));
            }
            return super.visitMethod(method, nothing);
          }
        }.scan(unit, null);
      }
    }
    return found;
  }
}
