package org.fraiseql.problem;

import org.jspecify.annotations.Nullable;

/**
 * {@code FQ-251} to {@code FQ-263}: what Java declares and the database, or GraphQL, does not have
 * so. The place is the Java element: {@code org.acme.Order.customer}. What is at fault is not
 * served, all else is.
 */
public sealed interface DeclarationProblem extends DefinitionProblem {

  @Override
  default Severity severity() {
    return Severity.ERROR;
  }

  /**
   * A component that the database has no key for.
   *
   * @param object what has no such key: {@code the document of v_orders}, {@code the type
   *     create_order_input}
   * @param key the key that would be taken
   * @param adding how to add it; empty if it cannot be
   */
  record MissingKey(
      String place, String component, String object, String key, Hint hint, String adding)
      implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-251";
    }

    @Override
    public String message() {
      return "'" + component + "' is not served: " + object + " has no key '" + key + "'";
    }

    @Override
    public String help() {
      String sentence = hint.sentence();
      return (sentence == null ? "" : sentence + " ")
          + "Rename or remove the component"
          + (adding.isEmpty() ? "." : ", or " + adding + ".");
    }
  }

  /**
   * A component whose type does not hold what the key has.
   *
   * @param key the key with its object: {@code v_orders.data.total}
   * @param java the declared type, as Java writes it
   * @param database the key's type, as SQL writes it
   * @param fits a Java type that would do
   * @param sql how to change the database instead
   */
  record WrongType(
      String place,
      String component,
      String key,
      String java,
      String database,
      String fits,
      String sql)
      implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-252";
    }

    @Override
    public String message() {
      return "'"
          + component
          + "' is not served: it is "
          + java
          + ", but "
          + key
          + " is "
          + database;
    }

    @Override
    public String help() {
      return "Declare it as " + fits + ", or " + sql + ".";
    }
  }

  /**
   * A component that cannot be null, for a key that can.
   *
   * @param nullable the type as Java writes it where it can be null
   * @param sql how to change the database instead
   */
  record NullableKey(
      String place, String component, String key, String java, String nullable, String sql)
      implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-253";
    }

    @Override
    public String message() {
      return "'"
          + component
          + "' is not served: it is "
          + java
          + " and never null, but "
          + key
          + " can be null";
    }

    @Override
    public String help() {
      return "Declare it as @Nullable " + nullable + ", or " + sql + ".";
    }
  }

  /** Keys of a document that no component takes. */
  record UnusedKey(String place, String keys, String object) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-254";
    }

    @Override
    public Severity severity() {
      return Severity.NOTICE;
    }

    @Override
    public String message() {
      return "has no component for " + keys + " of " + object + ", so clients cannot ask for it";
    }

    @Override
    public String help() {
      return "Add a component, or leave it as it is.";
    }
  }

  /** A read model that is not there, or not served. */
  record UnknownReadModel(String place, String relation, Hint hint) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-255";
    }

    @Override
    public String message() {
      return "is not served: there is no read model " + relation;
    }

    @Override
    public String help() {
      String sentence = hint.sentence();
      return (sentence == null ? "" : sentence + " ")
          + "A read model is a view with a column data, in a schema that is served.";
    }
  }

  /** Two Java types, or methods, want one name. */
  record NameTaken(String place, String what, String name, String keeper)
      implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-256";
    }

    @Override
    public String message() {
      return "is not served: the " + what + " '" + name + "' belongs to " + keeper + " already";
    }

    @Override
    public String help() {
      return "Rename one of them, or give it another name in its annotation.";
    }
  }

  /** A type that GraphQL cannot carry. */
  record UnsupportedType(String place, String java, String help) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-257";
    }

    @Override
    public String message() {
      return "is not served: " + java + " is no type of an API";
    }
  }

  /** An input that would have to contain itself without end. */
  record InputCycle(String place, String cycle) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-258";
    }

    @Override
    public String message() {
      return "is not served: no value of it can be written, since it contains itself: " + cycle;
    }

    @Override
    public String help() {
      return "Let one of these components be @Nullable, an Optional or a List.";
    }
  }

  /** A routine that is not there, or no command. */
  record UnknownFunction(String place, String function, Hint hint) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-259";
    }

    @Override
    public String message() {
      return "is not served: there is no command " + function;
    }

    @Override
    public String help() {
      String sentence = hint.sentence();
      return (sentence == null ? "" : sentence + " ")
          + "A command is a function "
          + function
          + "(jsonb) that answers (success, message, data), in a schema that is served.";
    }
  }

  /** A method or type that is not written as it must be. */
  record Malformed(String place, String reason, String help) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-260";
    }

    @Override
    public String message() {
      return "is not served: " + reason;
    }
  }

  /**
   * An enum whose constants are not the labels of the database's type.
   *
   * @param missing labels that the Java enum does not have; empty if there are none
   * @param unknown constants that the database does not have; empty if there are none
   */
  record EnumMismatch(String place, String java, String type, String missing, String unknown)
      implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-261";
    }

    @Override
    public String message() {
      return "is not served: "
          + (missing.isEmpty()
              ? type + " has no value " + unknown + " of " + java
              : java + " has no constant " + missing + " of " + type);
    }

    @Override
    public String help() {
      return missing.isEmpty()
          ? "Remove the constant, or: ALTER TYPE " + type + " ADD VALUE '" + unknown + "';"
          : "Add " + missing + " to the enum, or declare the component as String.";
    }
  }

  /** Constraints of Jakarta Validation without anything that checks them. */
  record NoValidator(String place) implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-262";
    }

    @Override
    public String message() {
      return "is not served: it has constraints of Jakarta Validation, and nothing here checks them";
    }

    @Override
    public String help() {
      return "Add org.hibernate.validator:hibernate-validator and org.glassfish.expressly:expressly to the"
          + " dependencies.";
    }
  }

  /** A Java type or field takes the name of one that was found in the database. */
  record Replaced(String place, String what, String name, @Nullable String found)
      implements DeclarationProblem {
    @Override
    public String code() {
      return "FQ-263";
    }

    @Override
    public Severity severity() {
      return Severity.NOTICE;
    }

    @Override
    public String message() {
      return "replaces the " + what + " '" + name + "' of " + found;
    }

    @Override
    public String help() {
      return "Rename it if both are wanted.";
    }
  }
}
