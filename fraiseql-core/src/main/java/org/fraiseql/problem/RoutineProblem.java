package org.fraiseql.problem;

/**
 * {@code FQ-226} to {@code FQ-233}: routines that are not served as commands, or not as they could
 * be. The place is the routine as SQL names it, with its parameters, unless it is said otherwise.
 */
public sealed interface RoutineProblem extends DefinitionProblem {

  /**
   * A routine answers as a command does, and yet is none.
   *
   * @param name the routine's name as SQL writes it
   */
  record NotACommand(String place, String name, String reason) implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-226";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "the function is not served as a command: " + reason;
    }

    @Override
    public String help() {
      return "A command takes one jsonb and answers with (success boolean, message text, data jsonb): CREATE FUNCTION "
          + name
          + "(input_data jsonb) RETURNS mutation_result …; or it is a helper and says so: COMMENT ON FUNCTION "
          + place
          + " IS '@omit';";
    }
  }

  /**
   * Nothing says what a command takes.
   *
   * @param field the command's field
   * @param type the composite type that would say it, as SQL writes it
   */
  record UntypedInput(String place, String field, String type) implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-227";
    }

    @Override
    public String message() {
      return "the input of '" + field + "' is served as JSON: nothing says what is in it";
    }

    @Override
    public String help() {
      return "Say it with a type: CREATE TYPE "
          + type
          + " AS (id uuid, …); and what a client must give: COMMENT ON COLUMN "
          + type
          + ".id IS '@required';";
    }
  }

  /** A command's name belongs to another, which is given as SQL names it. */
  record CommandNameTaken(String place, String field, String keeper) implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-228";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "the function is not served: the mutation field '" + field + "' belongs to " + keeper;
    }

    @Override
    public String help() {
      return "Give it a name of its own: COMMENT ON FUNCTION "
          + place
          + " IS '@name …'; or '@omit' if it is not meant for clients.";
    }
  }

  /**
   * An annotation speaks of something that is not there.
   *
   * @param what the thing, such as "read model public.v_order"
   * @param hint what may have been meant
   * @param remedy what to do if it is missing
   */
  record UnknownReference(String place, String annotation, String what, Hint hint, String remedy)
      implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-229";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "the comment's annotation '" + annotation + "' is ignored: there is no " + what;
    }

    @Override
    public String help() {
      return hint.near().isEmpty() ? remedy : hint.sentence() + " Otherwise: " + remedy;
    }
  }

  /**
   * A command names its aggregate, and nothing locks that.
   *
   * @param context the bounded context of the routine, as SQL writes it
   * @param aggregate its type, such as {@code Order}
   */
  record NoLock(String place, String context, String aggregate) implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-230";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "the command is served without expectedVersion: no function fn_lock_aggregate(text, uuid) RETURNS bigint"
          + " locks its "
          + aggregate
          + " and tells the version";
    }

    @Override
    public String help() {
      return "Create it, and GRANT EXECUTE on it to the role of the API. All that changes the"
          + " aggregate must add 1 to its version.";
    }

    @Override
    public String fix() {
      return """
          CREATE TABLE IF NOT EXISTS %1$s.tb_aggregate_versions (
            aggregate_type text, aggregate_id uuid, version bigint NOT NULL,
            PRIMARY KEY (aggregate_type, aggregate_id)
          );
          CREATE FUNCTION %1$s.fn_lock_aggregate(aggregate_type text, aggregate_id uuid) RETURNS bigint
          LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
            INSERT INTO %1$s.tb_aggregate_versions AS v VALUES ($1, $2, 0)
            ON CONFLICT (aggregate_type, aggregate_id) DO UPDATE SET version = v.version
            RETURNING version::bigint
          $$;
          REVOKE EXECUTE ON FUNCTION %1$s.fn_lock_aggregate(text, uuid) FROM PUBLIC;"""
          .formatted(context);
    }
  }

  /** A command is to answer with a document that cannot be found by its id. */
  record PayloadWithoutId(String place, String annotation, String model) implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-231";
    }

    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public String message() {
      return "the comment's annotation '"
          + annotation
          + "' is ignored: "
          + model
          + " has no id by which the document could be read";
    }

    @Override
    public String help() {
      return "Add one to its document: CREATE OR REPLACE VIEW "
          + model
          + " AS SELECT …, jsonb_build_object('id', id, …) AS data FROM …;";
    }
  }

  /**
   * A part of a command's input is served as JSON. The place is what has that type.
   *
   * @param type the composite type that says nothing more about it
   */
  record InputAsJson(String place, String type, String reason, String help)
      implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-232";
    }

    @Override
    public String message() {
      return "is served as JSON: the type " + type + " " + reason;
    }
  }

  /**
   * A type of a command is not called as it would be.
   *
   * @param taken the name that belongs to something else
   * @param served how the type is called instead
   */
  record CommandTypesRenamed(String place, String taken, String keeper, String served)
      implements RoutineProblem {
    @Override
    public String code() {
      return "FQ-233";
    }

    @Override
    public String message() {
      return "the type is served as '"
          + served
          + "': the name '"
          + taken
          + "' belongs to "
          + keeper;
    }

    @Override
    public String help() {
      return "Give the command a name of its own: COMMENT ON FUNCTION " + place + " IS '@name …';";
    }
  }
}
