package org.fraiseql.problem;

import org.jspecify.annotations.Nullable;

/** {@code FQ-24x}: what routines of the database do, or may have done to them. */
public sealed interface RoutineRisk extends DefinitionProblem {

  /** A routine with its owner's rights takes its names from a search_path that its caller chose. */
  record CallersSearchPath(String place, String fix) implements RoutineRisk {
    @Override
    public String code() {
      return "FQ-241";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "is SECURITY DEFINER and has no search_path of its own";
    }

    @Override
    public String help() {
      return "Whoever calls it chooses which tables and functions its names mean, with its owner's"
          + " rights.";
    }
  }

  /**
   * Everybody may call a routine that should be granted by name.
   *
   * @param securityDefiner whether it runs with its owner's rights; else it is a command
   */
  record PublicExecute(String place, boolean securityDefiner, String fix) implements RoutineRisk {
    @Override
    public String code() {
      return "FQ-242";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return securityDefiner
          ? "everybody may execute it, and it runs with its owner's rights"
          : "everybody may execute it, and it is a command";
    }

    @Override
    public String help() {
      return "PostgreSQL grants EXECUTE on new functions to PUBLIC. For those to come:"
          + " ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC.";
    }
  }

  /** A handler for all errors takes those too after which a transaction is to be tried again. */
  record SwallowsRetries(String place) implements RoutineRisk {
    @Override
    public String code() {
      return "FQ-243";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "its WHEN OTHERS keeps serialization failures and deadlocks from being tried again";
    }

    @Override
    public String help() {
      return "Put before WHEN OTHERS: WHEN serialization_failure OR deadlock_detected THEN RAISE;";
    }
  }

  /**
   * A command's result type lies in another bounded context.
   *
   * @param shared whether that is one that contexts share, such as {@code public}
   */
  record ForeignResult(String place, String type, boolean shared, String fix)
      implements RoutineRisk {
    @Override
    public String code() {
      return "FQ-244";
    }

    @Override
    public Severity severity() {
      return shared ? Severity.NOTICE : Severity.ERROR;
    }

    @Override
    public String message() {
      return "returns " + type + ", which belongs to another schema";
    }

    @Override
    public String help() {
      return "Whoever changes or drops the type there breaks the command here. The fix creates the"
          + " type here and the routine again with it.";
    }
  }

  /**
   * A routine's body has something that cannot run, or might not do what it seems to.
   *
   * @param finding what PostgreSQL says of it
   * @param hint what PostgreSQL advises; null if nothing
   */
  record Body(String place, Severity severity, String finding, @Nullable String hint)
      implements RoutineRisk {
    @Override
    public String code() {
      return "FQ-245";
    }

    @Override
    public String message() {
      return finding;
    }

    @Override
    public @Nullable String help() {
      return hint;
    }
  }

  /**
   * Bodies of routines were not checked.
   *
   * @param place the routine; null for all
   */
  record BodyUnchecked(
      @Nullable String place, String reason, @Nullable String help, @Nullable String fix)
      implements RoutineRisk {
    @Override
    public String code() {
      return "FQ-246";
    }

    @Override
    public String message() {
      return "whether routine bodies can run was not checked: " + reason;
    }
  }
}
