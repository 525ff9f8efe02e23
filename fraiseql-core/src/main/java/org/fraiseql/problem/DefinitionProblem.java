package org.fraiseql.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code FQ-2xx}: what the database holds. */
public sealed interface DefinitionProblem extends Problem
    permits DefinitionProblem.Opaque,
        DefinitionProblem.ReadByName,
        DefinitionProblem.EmptyContext,
        DefinitionProblem.FieldNameTaken,
        DefinitionProblem.Unnameable,
        DefinitionProblem.TypeNameTaken,
        DefinitionProblem.RootFieldTaken,
        DefinitionProblem.Annotation,
        DeclarationProblem,
        RoutineProblem,
        RoutineRisk {

  /** How much it matters. */
  enum Severity {
    /** Something that the database says is not served, or a routine can do harm or cannot run. */
    ERROR,
    /** It works, and could work better. */
    NOTICE
  }

  /** How much it matters; what is served all the same is a notice. */
  default Severity severity() {
    return Severity.NOTICE;
  }

  /** SQL that puts it right and can be run as it is; null where there is none. */
  default @Nullable String fix() {
    return null;
  }

  /** A part of a document is served as the scalar JSON because its definition is not understood. */
  record Opaque(String place, String reason, String help) implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-201";
    }

    @Override
    public String message() {
      return "is served as JSON: " + reason;
    }
  }

  /** A view is read by its name, not from its definition, so nothing of it is left out. */
  record ReadByName(String place, String reason, String help) implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-202";
    }

    @Override
    public String message() {
      return "is read by name, which computes whole documents: " + reason;
    }
  }

  /** A bounded context that was asked for does not exist or holds no read model. */
  record EmptyContext(String place) implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-203";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "has no read model and no routine: no v_, mv_ or tv_ relation with a column data of type"
          + " jsonb or json, and no function fn_…";
    }

    @Override
    public String help() {
      return "Check the name of the schema, and that the server's role has USAGE on it.";
    }
  }

  /** Two keys of one object would have the same field name. */
  record FieldNameTaken(String place, String field, String key, String keeper)
      implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-221";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "'"
          + key
          + "' is not served: its field name '"
          + field
          + "' belongs to '"
          + keeper
          + "'";
    }

    @Override
    public String help() {
      return "Rename one of the two.";
    }
  }

  /**
   * Something has a name that GraphQL cannot write.
   *
   * @param served the name it is served under; null if it is not served
   */
  record Unnameable(String place, String name, @Nullable String served)
      implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-222";
    }

    @Override
    public Severity severity() {
      return served == null ? Severity.ERROR : Severity.NOTICE;
    }

    @Override
    public String message() {
      String end = served == null ? "it is not served" : "it is served as '" + served + "'";
      return "'" + name + "' is not a GraphQL name; " + end;
    }

    @Override
    public String help() {
      return "Use a name of the letters a to z, digits and underscores.";
    }
  }

  /**
   * A type's wanted name belongs to something else.
   *
   * @param commentOn what a comment with {@code @name} would stand on, as SQL writes it; null if a
   *     comment cannot help
   */
  record TypeNameTaken(
      String place, String name, String keeper, String served, @Nullable String commentOn)
      implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-223";
    }

    @Override
    public String message() {
      return "the type is served as '"
          + served
          + "': the name '"
          + name
          + "' belongs to "
          + keeper
          + ", which is different";
    }

    @Override
    public String help() {
      return commentOn == null
          ? "Give it a '__typename' of its own, such as '" + served + "', or make both alike."
          : "Keep this name with COMMENT ON "
              + commentOn
              + " IS '@name "
              + served
              + "', or give each its own.";
    }
  }

  /** Two root fields would have the same name. */
  record RootFieldTaken(String place, String field, String keeper, @Nullable String served)
      implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-224";
    }

    @Override
    public Severity severity() {
      return served == null ? Severity.ERROR : Severity.NOTICE;
    }

    @Override
    public String message() {
      String end = served == null ? "it is not served" : "it is served as '" + served + "'";
      return "the query field '" + field + "' belongs to " + keeper + "; " + end;
    }

    @Override
    public String help() {
      return "Give the relation a type name of its own: '@name …' in its comment.";
    }
  }

  /** A line of a comment looks like an annotation and is none. */
  record Annotation(String place, String annotation, String reason, List<String> forms)
      implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-225";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "the comment's annotation '" + annotation + "' is ignored: " + reason;
    }

    @Override
    public String help() {
      Map<String, String> byWord = new LinkedHashMap<>();
      forms.forEach(form -> byWord.put(form.split("\\s", 2)[0], form));
      String word = annotation.split("\\s", 2)[0];
      if (byWord.containsKey(word)) {
        return "It is written " + byWord.get(word) + ".";
      }
      String near =
          Hint.of(word, byWord.keySet()).near().stream()
              .map(name -> "Did you mean " + byWord.get(name) + "? ")
              .findFirst()
              .orElse("");
      return near + "Known are: " + String.join(", ", forms) + ".";
    }
  }
}
