package org.fraiseql.command;

import java.util.List;
import org.fraiseql.command.CommandPlan.Member;
import org.fraiseql.command.CommandPlan.Source;
import org.fraiseql.database.Row;
import org.jspecify.annotations.Nullable;

/** What a routine answered. */
sealed interface Outcome {

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
    if (plan.field().success().payload() != null && row.string("id") == null) {
      return new Malformed("data has no id, which @returns needs");
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

  private static boolean isNull(@Nullable String json) {
    return json == null || json.equals("null");
  }
}
