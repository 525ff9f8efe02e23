package org.fraiseql.schema;

/** The codes of rejections that do not come from the routine itself. Every command has them. */
public enum RejectionCode {
  ALREADY_EXISTS("A value that must be unique is taken."),
  REFERENCE_VIOLATION("Something that is referred to does not exist, or is still referred to."),
  INVALID_VALUE("A value breaks a rule that the database checks."),
  MISSING_VALUE("A value that must be there is missing."),
  CONFLICTING_VALUE("A value excludes another that is there."),
  VERSION_CONFLICT("The aggregate has another version than the one expected."),
  REFUSED("The command was refused without a declared code.");

  private final String description;

  RejectionCode(String description) {
    this.description = description;
  }

  /** What it means, for people who read the API. */
  public String description() {
    return description;
  }
}
