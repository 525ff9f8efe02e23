package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comment taken apart into what people read and what is meant for us.
 *
 * @param description the text without annotations; null if nothing is left
 * @param deprecated why not to use it any more; null if it may be used
 * @param name the type's name that {@code @name} asks for
 * @param omitted whether {@code @omit} says not to serve it
 * @param faults annotations that are not understood
 */
record CommentText(
    @Nullable String description,
    @Nullable String deprecated,
    @Nullable String name,
    boolean omitted,
    List<Fault> faults) {

  static final CommentText NONE = new CommentText(null, null, null, false, List.of());

  /** Annotations by name, each with how it is written. */
  static final List<String> FORMS =
      List.of("@deprecated <reason>", "@name <TypeName>", "@omit", "@shape …", "@mirrors …");

  private static final Pattern ANNOTATION =
      Pattern.compile("^\\s*@([A-Za-z]\\w*)(?:[ \\t]+(.*))?$");
  private static final Pattern DEPRECATED =
      Pattern.compile("^DEPRECATED\\b[ \\t]*:?[ \\t]*(.*)$", Pattern.DOTALL);
  private static final String NO_REASON = "No longer supported";

  /** An annotation that is not understood, and why. */
  record Fault(String annotation, String reason) {}

  /**
   * Reads a comment. An annotation takes its line and the indented lines below it; a shape takes
   * all lines up to the next annotation.
   */
  static CommentText of(@Nullable String comment) {
    if (comment == null || comment.isBlank()) {
      return NONE;
    }
    Matcher old = DEPRECATED.matcher(comment.strip());
    if (old.matches() && !old.group(1).contains("\n@")) {
      return new CommentText(null, orNoReason(old.group(1)), null, false, List.of());
    }
    Reader reader = new Reader();
    comment.lines().forEach(reader::line);
    return reader.result();
  }

  private static String orNoReason(@Nullable String text) {
    return text == null || text.isBlank() ? NO_REASON : text.strip().replaceAll("\\s*\\n\\s*", " ");
  }

  private static final class Reader {
    private final List<String> kept = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable String deprecated;
    private @Nullable String name;
    private boolean omitted;
    private String annotation = "";

    private void line(String line) {
      Matcher matcher = ANNOTATION.matcher(line.stripTrailing());
      Matcher old = DEPRECATED.matcher(line);
      if (matcher.matches()) {
        annotation = matcher.group(1);
        annotation(annotation, matcher.group(2));
      } else if (continues(line)) {
        if (annotation.equals("deprecated")) {
          deprecated = deprecated + " " + line.strip();
        }
      } else if (kept.isEmpty() && old.matches()) {
        deprecated = orNoReason(old.group(1));
      } else {
        annotation = "";
        kept.add(line.stripTrailing());
      }
    }

    private boolean continues(String line) {
      return switch (annotation) {
        case "" -> false;
        case "shape", "mirrors" -> true;
        default -> !line.isBlank() && Character.isWhitespace(line.charAt(0));
      };
    }

    private void annotation(String word, @Nullable String argument) {
      switch (word) {
        case "deprecated" -> deprecated = orNoReason(argument);
        case "omit" -> omitted = true;
        case "name" -> {
          String wanted = argument == null ? "" : argument.strip();
          if (Names.isValid(wanted)) {
            name = wanted;
          } else {
            faults.add(new Fault("@name " + wanted, "'" + wanted + "' is not a GraphQL name"));
          }
        }
        case "shape", "mirrors" -> {}
        default -> faults.add(new Fault("@" + word, "there is no such annotation"));
      }
    }

    private CommentText result() {
      String text = String.join("\n", kept).strip();
      return new CommentText(
          text.isEmpty() ? null : text, deprecated, name, omitted, List.copyOf(faults));
    }
  }
}
