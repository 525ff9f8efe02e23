package org.fraiseql.problem;

/** {@code FQ-3xx}: who asks. */
public sealed interface CallerProblem extends Problem {

  /** A declared setting has no value in this request. */
  record MissingSetting(String setting) implements CallerProblem {
    @Override
    public String code() {
      return "FQ-301";
    }

    @Override
    public String message() {
      return "The request has no value for the setting '" + setting + "'.";
    }

    @Override
    public String help() {
      return "Send the setting's value with the request; an empty one does not count.";
    }
  }

  /** The request would run as a role that callers may not take on. */
  record RoleNotAllowed(String role) implements CallerProblem {
    @Override
    public String code() {
      return "FQ-302";
    }

    @Override
    public String message() {
      return "Requests may not run as the role '" + role + "'.";
    }

    @Override
    public String help() {
      return "Add the role to the roles that the server is configured with, or ask as another one.";
    }
  }

  /** The request brings a setting that the server does not know. */
  record UnknownSetting(String setting) implements CallerProblem {
    @Override
    public String code() {
      return "FQ-303";
    }

    @Override
    public String message() {
      return "The setting '" + setting + "' is not declared.";
    }

    @Override
    public String help() {
      return "Declare the setting in the server's configuration, or leave it out.";
    }
  }

  /** A setting's value is one that PostgreSQL cannot hold. */
  record InvalidSetting(String setting) implements CallerProblem {
    @Override
    public String code() {
      return "FQ-304";
    }

    @Override
    public String message() {
      return "The value of the setting '" + setting + "' contains the character U+0000.";
    }

    @Override
    public String help() {
      return "PostgreSQL cannot hold this character: send the value without it.";
    }
  }
}
