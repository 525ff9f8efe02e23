package org.fraiseql.schema;

import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.Routine;
import org.fraiseql.database.Isolation;
import org.jspecify.annotations.Nullable;

/**
 * A field of the mutation type: the routine that it calls, what that takes and what it can answer.
 * Immutable.
 *
 * @param name the field's name, such as {@code createOrder}
 * @param input the typed input; null when {@code input} is JSON
 * @param resultType the union of both outcomes
 * @param aggregate what {@code expectedVersion} is compared with; null when the command names none,
 *     and has no such argument
 */
public record CommandField(
    String name,
    Routine routine,
    @Nullable Input input,
    Success success,
    Failure failure,
    String resultType,
    @Nullable Aggregate aggregate,
    Isolation isolation) {

  /**
   * An input object type that stands for a composite type, or is declared in Java alone.
   *
   * @param composite null where nothing in the database says what a routine's jsonb holds
   * @param fields by GraphQL name
   */
  public record Input(String typeName, @Nullable PgType composite, Map<String, Field> fields) {

    /**
     * One field.
     *
     * @param key the attribute's name, which is the key in the routine's JSON
     * @param type the attribute's type: a scalar, an enum, a composite, a domain over one of them,
     *     or an array
     * @param object the input object of a composite, or of an array's composite elements
     */
    public record Field(String name, String key, PgType type, @Nullable Input object) {}
  }

  /**
   * The type of an accepted command. Besides {@code message} it has the payload, the other declared
   * keys of {@code data}, and {@code version} where the command names its aggregate.
   *
   * @param payload the document that is read again; null if none is declared
   * @param data the declared keys of the routine's {@code data}, by GraphQL name
   */
  public record Success(String typeName, @Nullable Payload payload, ObjectType data) {

    /**
     * A document of a read model, found by {@code data->>'id'}.
     *
     * @param field the field's name, such as {@code order}
     * @param model a root field that reads this read model
     */
    public record Payload(String field, RootField model) {}
  }

  /**
   * The type of a rejected command: {@code message}, {@code code}, {@code field}, {@code details},
   * and {@code currentVersion} where the command names its aggregate.
   *
   * @param codes the GraphQL names of the declared codes, by code; empty when none are declared,
   *     and {@code code} is a String
   */
  public record Failure(String typeName, Map<String, String> codes) {}

  /**
   * The aggregate that a command changes.
   *
   * @param type such as {@code Order}
   * @param key the key of the input that holds the aggregate's id
   * @param lock the routine that locks an aggregate, by type and id, until the end of the
   *     transaction, and returns its version
   */
  public record Aggregate(String type, String key, Routine lock) {}
}
