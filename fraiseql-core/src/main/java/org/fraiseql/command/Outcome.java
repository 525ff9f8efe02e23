package org.fraiseql.command;

import java.util.List;
import java.util.regex.Pattern;
import org.fraiseql.command.CommandPlan.Member;
import org.fraiseql.command.CommandPlan.Source;
import org.fraiseql.database.Row;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.RootField;
import org.jspecify.annotations.Nullable;

/** What a routine answered. */
sealed interface Outcome {

  /** In all the forms that PostgreSQL reads. */
  Pattern UUID = Pattern.compile("[0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}|\\{[-0-9a-fA-F]{32,39}}");

  /** Done; what it did is to be committed. */
  record Accepted(Row row) implements Outcome {

    @Nullable String message() {
      return row.string("message");
    }

    @Nullable String data() {
      return row.string("data");
    }

    @Nullable String id() {
      return row.string("id");
    }
  }

  /** Not done; what was written until then is to be rolled back. */
  record Rejected(Rejection rejection) implements Outcome {}

  /** No answer at all. */
  record Malformed(String reason) implements Outcome {}

  /** Reads the rows of a call. */
  static Outcome of(List<Row> rows, CommandPlan plan) {
    if (rows.size() != 1) {
      return new Malformed("it answered " + rows.size() + " rows");
    }
    Row row = rows.getFirst();
    return switch (row.string("success")) {
      case "true" -> accepted(row, plan);
      case "false" ->
          new Rejected(
              new Rejection(
                  row.string("code"), row.string("message"), null, row.string("details"), null));
      case null, default -> new Malformed("success is null");
    };
  }

  private static Outcome accepted(Row row, CommandPlan plan) {
    CommandField.Success.Payload payload = plan.field().success().payload();
    String id = row.string("id");
    if (payload != null && id == null) {
      return new Malformed("data has no id, which @returns needs");
    }
    if (payload != null && !fits(id, payload.model())) {
      return new Malformed("data has an id that is no uuid, as those of @returns are: " + id);
    }
    for (Member member : plan.accepted()) {
      if (member.source() instanceof Source.Data data
          && !data.nullable()
          && isNull(row.string(data.column()))) {
        return new Malformed("data has no '" + data.key() + "', which is declared never null");
      }
    }
    return new Accepted(row);
  }

  /** PostgreSQL would refuse it where the payload is read, as if a value of the client's. */
  private static boolean fits(@Nullable String id, RootField model) {
    boolean isUuid =
        model.model().column("id").map(column -> column.type().base().is("uuid")).orElse(false);
    return !isUuid || (id != null && UUID.matcher(id).matches());
  }

  private static boolean isNull(@Nullable String json) {
    return json == null || json.equals("null");
  }
}
