package org.fraiseql.command;

import java.util.List;
import java.util.Map;
import org.fraiseql.command.CommandPlan.Member;
import org.fraiseql.command.CommandPlan.Source;
import org.fraiseql.database.Row;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.RejectionCode;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/** Outcomes as JSON objects, in the order of the selection. */
final class Answers {

  private Answers() {}

  /**
   * @param payload the row of the plan's payload; null if it has none
   */
  static String accepted(CommandPlan plan, Outcome.Accepted outcome, @Nullable Row payload) {
    StringBuilder json = new StringBuilder(256);
    for (Member member : plan.accepted()) {
      begin(json, member);
      json.append(
          switch (member.source()) {
            case Source.TypeName type -> JsonStrings.quote(type.name());
            case Source.Data data -> raw(outcome.row().string(data.column()));
            case Source.Read read -> raw(payload == null ? null : payload.string(read.column()));
            case Source.Message _ -> text(orElse(outcome.message(), "Done."));
            case Source.Code _, Source.Field _, Source.Details _, Source.CurrentVersion _ ->
                throw new IllegalStateException("no part of an accepted outcome: " + member);
          });
    }
    return end(json);
  }

  static String rejected(List<Member> members, Rejection rejection) {
    StringBuilder json = new StringBuilder(256);
    for (Member member : members) {
      begin(json, member);
      json.append(
          switch (member.source()) {
            case Source.TypeName type -> JsonStrings.quote(type.name());
            case Source.Message _ -> text(orElse(rejection.message(), "The command was refused."));
            case Source.Code code -> text(code(rejection.code(), code.names()));
            case Source.Field _ -> text(rejection.field());
            case Source.Details _ -> raw(rejection.details());
            case Source.CurrentVersion _ ->
                rejection.currentVersion() == null ? "null" : rejection.currentVersion().toString();
            case Source.Data _, Source.Read _ ->
                throw new IllegalStateException("no part of a rejection: " + member);
          });
    }
    return end(json);
  }

  /**
   * The code as the client may see it.
   *
   * @param names the GraphQL names of the declared codes; empty if any code may be given
   */
  static String code(@Nullable String code, Map<String, String> names) {
    if (code == null) {
      return RejectionCode.REFUSED.name();
    }
    if (names.isEmpty() || isStandard(code)) {
      return code;
    }
    return names.getOrDefault(code, RejectionCode.REFUSED.name());
  }

  /** Whether the command says that it can refuse with this code. */
  static boolean isDeclared(@Nullable String code, CommandField.Failure failure) {
    return code == null
        || failure.codes().isEmpty()
        || failure.codes().containsKey(code)
        || isStandard(code);
  }

  private static boolean isStandard(String code) {
    for (RejectionCode standard : RejectionCode.values()) {
      if (standard.name().equals(code)) {
        return true;
      }
    }
    return false;
  }

  private static void begin(StringBuilder json, Member member) {
    json.append(json.isEmpty() ? '{' : ',')
        .append(JsonStrings.quote(member.responseKey()))
        .append(':');
  }

  private static String end(StringBuilder json) {
    return json.isEmpty() ? "{}" : json.append('}').toString();
  }

  /** A message is never null, whatever the routine says. */
  private static String orElse(@Nullable String message, String instead) {
    return message == null ? instead : message;
  }

  private static String raw(@Nullable String json) {
    return json == null ? "null" : json;
  }

  private static String text(@Nullable String text) {
    return text == null ? "null" : JsonStrings.quote(text);
  }
}
