package org.fraiseql.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codes of rejections that do not come from the routine itself. Every command has them. */
public enum RejectionCode {
  ALREADY_EXISTS("A value that must be unique is taken.", "23505"),
  REFERENCE_VIOLATION(
      "Something that is referred to does not exist, or is still referred to.", "23503", "23001"),
  INVALID_VALUE("A value breaks a rule that the database checks.", "23514"),
  MISSING_VALUE("A value that must be there is missing.", "23502"),
  CONFLICTING_VALUE("A value excludes another that is there.", "23P01"),
  VERSION_CONFLICT("The aggregate has another version than the one expected."),
  INVALID_INPUT("A value of the input breaks a rule that Java declares for it."),
  REFUSED("The command was refused without a declared code.");

  private final String description;
  private final List<String> sqlStates;

  RejectionCode(String description, String... sqlStates) {
    this.description = description;
    this.sqlStates = List.of(sqlStates);
  }

  /** What it means, for people who read the API. */
  public String description() {
    return description;
  }

  /** The SQLSTATEs that are rejections with this code. */
  public List<String> sqlStates() {
    return sqlStates;
  }

  /** The code of a SQLSTATE; null if that is no rejection. */
  public static @Nullable RejectionCode of(String sqlState) {
    for (RejectionCode code : values()) {
      if (code.sqlStates.contains(sqlState)) {
        return code;
      }
    }
    return null;
  }
}
