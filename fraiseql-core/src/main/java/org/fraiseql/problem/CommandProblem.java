package org.fraiseql.problem;

import org.jspecify.annotations.Nullable;

/**
 * {@code FQ-4xx}: a command that could not be carried out. What the routine itself refuses is no
 * problem but an answer. Nothing of the command is left in the database.
 */
public sealed interface CommandProblem extends Problem {

  /**
   * The routine did not answer with one row of {@code (success, message, data)} that fits what it
   * declares.
   *
   * @param reference finds the log entry, which says what the routine answered
   */
  record Malformed(String command, String reference) implements CommandProblem {
    @Override
    public String code() {
      return "FQ-401";
    }

    @Override
    public String message() {
      return "The command '"
          + command
          + "' gave no valid answer, so nothing was changed. Reference: "
          + reference;
    }

    @Override
    public String help() {
      return "The log of the server has the cause under this reference.";
    }
  }

  /**
   * The routine refused with a text that is not its own but PostgreSQL's.
   *
   * @param reference finds the log entry, which has that text
   */
  record Masked(String command, String reference) implements CommandProblem {
    @Override
    public String code() {
      return "FQ-402";
    }

    @Override
    public String message() {
      return "The command '"
          + command
          + "' failed, so nothing was changed. Reference: "
          + reference;
    }

    @Override
    public String help() {
      return "The log of the server has the cause under this reference.";
    }
  }

  /**
   * A value of the input is not one of its type: a check of a domain refuses it.
   *
   * @param field where, such as {@code input.items[0].quantity}
   * @param rule what the check says, where its comment says it
   */
  record InvalidInput(String command, String field, @Nullable String rule)
      implements CommandProblem {
    @Override
    public String code() {
      return "FQ-403";
    }

    @Override
    public String message() {
      return "The value of '" + field + "' is not valid" + (rule == null ? "." : ": " + rule);
    }

    @Override
    public String place() {
      return command + "(" + field + ")";
    }

    @Override
    public String help() {
      return "Nothing was changed; send another value.";
    }
  }

  /** The same idempotency key came with another input before. */
  record KeyReused(String command) implements CommandProblem {
    @Override
    public String code() {
      return "FQ-404";
    }

    @Override
    public String message() {
      return "The idempotencyKey of '"
          + command
          + "' was used before with another input, so nothing was changed.";
    }

    @Override
    public String place() {
      return command + "(idempotencyKey)";
    }

    @Override
    public String help() {
      return "Make a new key for each command, and repeat a command with all its arguments.";
    }
  }

  /** The key is too short or too long to be one. */
  record InvalidKey(String command, int length, int longest) implements CommandProblem {
    @Override
    public String code() {
      return "FQ-405";
    }

    @Override
    public String message() {
      return "The idempotencyKey of '"
          + command
          + "' has "
          + length
          + " characters; it must have 1 to "
          + longest
          + ".";
    }

    @Override
    public String place() {
      return command + "(idempotencyKey)";
    }

    @Override
    public String help() {
      return "Use a random UUID.";
    }
  }

  /** The database has no place to keep idempotency keys, or the caller's role may not use it. */
  record KeysUnavailable(String command) implements CommandProblem {
    @Override
    public String code() {
      return "FQ-406";
    }

    @Override
    public String message() {
      return "Idempotency keys cannot be kept in this database, so '"
          + command
          + "' was not carried out.";
    }

    @Override
    public String place() {
      return command + "(idempotencyKey)";
    }

    @Override
    public String help() {
      return "Install what they need with: fraiseql migrate --database … --grant <role of the API>.";
    }
  }

  /** The caller's role may not carry the command out, or not on these rows. */
  record NotAllowed(String command) implements CommandProblem {
    @Override
    public String code() {
      return "FQ-407";
    }

    @Override
    public String message() {
      return "The caller may not carry out '" + command + "'.";
    }

    @Override
    public String help() {
      return "Grant the caller's role the missing right, or ask as another role.";
    }
  }
}
