package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fraiseql.problem.DefinitionProblem;
import org.jspecify.annotations.Nullable;

/**
 * A comment taken apart into what people read and what is meant for us.
 *
 * @param description the text without annotations; null if nothing is left
 * @param deprecated why not to use it any more; null if it may be used
 * @param name the GraphQL name that {@code @name} asks for
 * @param omitted whether {@code @omit} says not to serve it
 * @param notes the other annotations that may stand there, in their order
 * @param faults annotations that are not understood
 */
record CommentText(
    @Nullable String description,
    @Nullable String deprecated,
    @Nullable String name,
    boolean omitted,
    List<Note> notes,
    List<Fault> faults) {

  static final CommentText NONE = new CommentText(null, null, null, false, List.of(), List.of());

  private static final Pattern ANNOTATION =
      Pattern.compile("^\\s*@([A-Za-z]\\w*)(?:[ \\t]+(.*))?$");
  private static final Pattern DEPRECATED =
      Pattern.compile("^DEPRECATED\\b[ \\t]*:?[ \\t]*(.*)$", Pattern.DOTALL);
  private static final String NO_REASON = "No longer supported";

  /** What a comment can stand on, with the forms of the annotations that may be in it. */
  enum On {
    RELATION(
        "relations",
        "@deprecated <reason>",
        "@name <TypeName>",
        "@omit",
        "@shape {<key>: <type>!, …}",
        "@mirrors <view>"),
    COLUMN(
        "columns",
        "@deprecated <reason>",
        "@omit",
        "@shape {<key>: <type>!, …}",
        "@mirrors <view>"),
    TYPE("types", "@name <TypeName>"),
    ROUTINE(
        "functions",
        "@returns <view>",
        "@data {<key>: <type>!, …}",
        "@error <CODE> <description>",
        "@aggregate <Type> <key of the input>",
        "@input <type>",
        "@isolation serializable | repeatable read | read committed",
        "@name <fieldName>",
        "@deprecated <reason>",
        "@omit"),
    ATTRIBUTE("attributes", "@required", "@deprecated <reason>", "@omit"),
    CONSTRAINT("constraints", "@message <text>");

    private final String plural;
    private final List<String> forms;

    On(String plural, String... forms) {
      this.plural = plural;
      this.forms = List.of(forms);
    }

    /** The annotations that may be there, without the sign. */
    List<String> words() {
      return forms.stream().map(form -> form.substring(1).split(" ", 2)[0]).toList();
    }

    private boolean allows(String word) {
      return words().contains(word);
    }

    private String whyNot(String word) {
      String others =
          Arrays.stream(values())
              .filter(on -> on.allows(word))
              .map(on -> on.plural)
              .collect(Collectors.joining(", "));
      return others.isEmpty() ? "there is no such annotation" : "it is for " + others;
    }
  }

  /** An annotation; its argument is empty if it has none. */
  record Note(String word, String argument) {
    @Override
    public String toString() {
      return argument.isEmpty() ? "@" + word : "@" + word + " " + argument;
    }
  }

  /** An annotation that is not understood, and why. */
  record Fault(String annotation, String reason) {
    DefinitionProblem problem(String place, On on) {
      return new DefinitionProblem.Annotation(place, annotation, reason, on.forms);
    }
  }

  /**
   * Reads a comment. An annotation takes its line and the indented lines below it; a shape takes
   * all lines up to the next annotation, and {@code @data} those until its braces are closed.
   */
  static CommentText of(@Nullable String comment, On on) {
    if (comment == null || comment.isBlank()) {
      return NONE;
    }
    Matcher old = DEPRECATED.matcher(comment.strip());
    if (old.matches() && !old.group(1).contains("\n@")) {
      return new CommentText(null, orNoReason(old.group(1)), null, false, List.of(), List.of());
    }
    Reader reader = new Reader();
    comment.lines().forEach(reader::line);
    return reader.result(on);
  }

  /** The faults as problems of what stands at that place. */
  void report(String place, On on, List<DefinitionProblem> problems) {
    faults.forEach(fault -> problems.add(fault.problem(place, on)));
  }

  /** The argument of the annotation of that name; null if it is not there. */
  @Nullable String argument(String word) {
    for (Note note : notes) {
      if (note.word().equals(word)) {
        return note.argument();
      }
    }
    return null;
  }

  private static String orNoReason(String text) {
    return text.isBlank() ? NO_REASON : text.strip().replaceAll("\\s*\\n\\s*", " ");
  }

  private static final class Reader {
    private final List<String> kept = new ArrayList<>();
    private final List<Note> found = new ArrayList<>();
    private @Nullable String deprecated;
    private boolean open;

    private void line(String line) {
      Matcher matcher = ANNOTATION.matcher(line.stripTrailing());
      Matcher old = DEPRECATED.matcher(line);
      if (matcher.matches()) {
        String argument = matcher.group(2);
        found.add(new Note(matcher.group(1), argument == null ? "" : argument.strip()));
        open = true;
      } else if (open && continues(found.getLast(), line)) {
        Note note = found.removeLast();
        found.add(new Note(note.word(), (note.argument() + " " + line.strip()).strip()));
      } else if (kept.isEmpty() && old.matches()) {
        deprecated = orNoReason(old.group(1));
        open = false;
      } else {
        open = false;
        kept.add(line.stripTrailing());
      }
    }

    private static boolean continues(Note note, String line) {
      boolean indented = !line.isBlank() && Character.isWhitespace(line.charAt(0));
      return switch (note.word()) {
        case "shape", "mirrors" -> true;
        case "data" -> indented || count(note.argument(), '{') > count(note.argument(), '}');
        default -> indented;
      };
    }

    private static long count(String text, char wanted) {
      return text.chars().filter(c -> c == wanted).count();
    }

    private CommentText result(On on) {
      List<Note> notes = new ArrayList<>();
      List<Fault> faults = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      String name = null;
      for (Note note : found) {
        String word = note.word();
        if (!on.allows(word)) {
          String shown = word.equals("name") ? note.toString() : "@" + word;
          faults.add(new Fault(shown, on.whyNot(word)));
        } else if (!seen.add(word) && !word.equals("error")) {
          faults.add(new Fault(note.toString(), "it stands there twice, and the first counts"));
        } else if (word.equals("deprecated")) {
          deprecated = orNoReason(note.argument());
        } else if (word.equals("message") && note.argument().isEmpty()) {
          faults.add(new Fault(note.toString(), "it needs a text"));
        } else if (word.equals("name") && Names.isValid(note.argument())) {
          name = note.argument();
        } else if (word.equals("name")) {
          faults.add(new Fault(note.toString(), "'" + note.argument() + "' is not a GraphQL name"));
        } else {
          notes.add(note);
        }
      }
      String text = String.join("\n", kept).strip();
      return new CommentText(
          text.isEmpty() ? null : text,
          deprecated,
          name,
          seen.contains("omit"),
          List.copyOf(notes),
          List.copyOf(faults));
    }
  }
}
