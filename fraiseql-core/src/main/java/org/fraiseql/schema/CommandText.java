package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.catalog.Routine;
import org.fraiseql.database.Isolation;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.schema.CommentText.Fault;
import org.fraiseql.schema.CommentText.Note;
import org.jspecify.annotations.Nullable;

/**
 * What a routine's comment says of the command.
 *
 * @param comment what it says as every comment can
 * @param returns the read model of the payload
 * @param payload the payload's field, where {@code as} names it
 * @param data what {@code @data} declares, as it was written
 * @param errors the declared codes with their descriptions, which can be empty
 * @param input the composite type of the input
 */
record CommandText(
    CommentText comment,
    @Nullable RelationName returns,
    @Nullable String payload,
    @Nullable String data,
    Map<String, String> errors,
    @Nullable RelationName input,
    @Nullable AggregateKey aggregate,
    Isolation isolation) {

  private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^\\s\".]+)";
  private static final String NAME = "(?:" + PART + "\\.)?" + PART;
  private static final Pattern QUALIFIED = Pattern.compile(NAME);
  private static final Pattern RETURNS = Pattern.compile("(" + NAME + ")(?:\\s+as\\s+(\\S+))?");
  private static final Pattern ERROR = Pattern.compile("(\\S+)(?:\\s+(.+))?");
  private static final Pattern AGGREGATE = Pattern.compile("(\\S+)\\s+(\\S+)");

  /** The type of an aggregate, and the key of the input that holds its id. */
  record AggregateKey(String type, String key) {}

  /** Reads the routine's comment, and reports what is wrong with it. */
  static CommandText of(Routine routine, String place, List<DefinitionProblem> problems) {
    CommentText comment = CommentText.of(routine.comment(), CommentText.On.ROUTINE);
    Reader reader = new Reader(routine.context(), comment.faults());
    comment.notes().forEach(reader::read);
    reader.faults.forEach(fault -> problems.add(fault.problem(place, CommentText.On.ROUTINE)));
    return new CommandText(
        comment,
        reader.returns,
        reader.payload,
        comment.argument("data"),
        reader.errors,
        reader.input,
        reader.aggregate,
        reader.isolation);
  }

  /** An annotation of this comment, as it was written, for a problem. */
  String written(String word) {
    return new Note(word, String.valueOf(comment.argument(word))).toString();
  }

  private static final class Reader {
    private final String context;
    private final List<Fault> faults;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private @Nullable RelationName returns;
    private @Nullable String payload;
    private @Nullable RelationName input;
    private @Nullable AggregateKey aggregate;
    private Isolation isolation = Isolation.DEFAULT;

    Reader(String context, List<Fault> faults) {
      this.context = context;
      this.faults = new ArrayList<>(faults);
    }

    private void read(Note note) {
      switch (note.word()) {
        case "returns" -> returns(note);
        case "input" -> input = name(note, note.argument(), "it needs the name of a type");
        case "error" -> error(note);
        case "aggregate" -> aggregate(note);
        case "isolation" -> isolation(note);
        default -> {}
      }
    }

    private void returns(Note note) {
      Matcher matcher = RETURNS.matcher(note.argument());
      if (!matcher.matches()) {
        faults.add(new Fault(note.toString(), "it needs the name of a read model"));
        return;
      }
      returns = name(note, matcher.group(1), "it needs the name of a read model");
      payload = matcher.group(4);
      if (payload != null && !Names.isValid(payload)) {
        faults.add(new Fault(note.toString(), "'" + payload + "' is not a GraphQL name"));
        payload = null;
      }
    }

    private @Nullable RelationName name(Note note, String text, String otherwise) {
      Matcher matcher = QUALIFIED.matcher(text);
      if (!matcher.matches()) {
        faults.add(new Fault(note.toString(), otherwise));
        return null;
      }
      String first = matcher.group(1);
      return new RelationName(first == null ? context : bare(first), bare(matcher.group(2)));
    }

    private static String bare(String name) {
      return name.startsWith("\"")
          ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
          : name;
    }

    private void error(Note note) {
      Matcher matcher = ERROR.matcher(note.argument());
      if (!matcher.matches()) {
        faults.add(new Fault(note.toString(), "it needs a code"));
        return;
      }
      String description = matcher.group(2);
      if (errors.putIfAbsent(matcher.group(1), description == null ? "" : description) != null) {
        faults.add(new Fault(note.toString(), "its code stands there twice, and the first counts"));
      }
    }

    private void aggregate(Note note) {
      Matcher matcher = AGGREGATE.matcher(note.argument());
      if (matcher.matches()) {
        aggregate = new AggregateKey(matcher.group(1), matcher.group(2));
      } else {
        faults.add(
            new Fault(
                note.toString(), "it needs the aggregate's type and the key that holds its id"));
      }
    }

    private void isolation(Note note) {
      switch (note.argument().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")) {
        case "serializable" -> isolation = Isolation.SERIALIZABLE;
        case "repeatable read" -> isolation = Isolation.REPEATABLE_READ;
        case "read committed" -> isolation = Isolation.READ_COMMITTED;
        default -> faults.add(new Fault(note.toString(), "there is no such isolation"));
      }
    }
  }
}
