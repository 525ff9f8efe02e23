package org.fraiseql.declaration;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method that answers a field. Immutable.
 *
 * @param name of the field
 * @param on the record whose type has the field; null for a field of query or mutation
 * @param result the type of the field, without the list or map of a batched method
 * @param batch how it takes its objects; {@link Batch#ONE} for all that is no field of an object
 * @param function the routine of a mutation without a body
 * @param place such as {@code org.acme.OrderApi.lateOrders}
 * @param invoker calls the method with its arguments in order
 */
public record MethodDeclaration(
    Kind kind,
    String name,
    @Nullable Class<?> on,
    List<Parameter> parameters,
    JavaType result,
    Batch batch,
    @Nullable String function,
    @Nullable String description,
    String place,
    Invoker invoker) {

  /** What it answers. */
  public enum Kind {
    QUERY,
    MUTATION,
    FIELD
  }

  /** What a field's method takes and returns. */
  public enum Batch {
    /** One object, one value. */
    ONE,
    /** A list of objects, a list of values in the same order. */
    LIST,
    /** A list of objects, a map of values by object. */
    MAP
  }

  /** A parameter. */
  public sealed interface Parameter {

    /** An argument of the field; its type is nullable where it need not be given. */
    record Argument(
        String name, JavaType type, Component.Wrapping wrapping, @Nullable String description)
        implements Parameter {}

    /** The object that has the field, or a part of it, or a list of them. */
    record Parent(RecordDeclaration declaration) implements Parameter {}

    /** Something that the engine has at hand, such as the session. */
    record Injected(Class<?> type) implements Parameter {}
  }

  /** Calls a method. */
  @FunctionalInterface
  public interface Invoker {

    /**
     * @throws Exception what the method throws
     */
    @Nullable Object invoke(@Nullable Object[] arguments) throws Exception;

    /** The object that it is called on; null for a static method, and for one without a body. */
    default @Nullable Object target() {
      return null;
    }

    /**
     * The method itself.
     *
     * @throws IllegalStateException if there is no {@link #target}
     */
    default Method method() {
      throw new IllegalStateException("there is no method");
    }
  }

  /** The arguments of the field. */
  public List<Parameter.Argument> arguments() {
    return parameters.stream()
        .filter(Parameter.Argument.class::isInstance)
        .map(Parameter.Argument.class::cast)
        .toList();
  }

  /** The object that has the field; nothing for a field of query or mutation. */
  public Optional<RecordDeclaration> parent() {
    return parameters.stream()
        .filter(Parameter.Parent.class::isInstance)
        .map(parameter -> ((Parameter.Parent) parameter).declaration())
        .findFirst();
  }
}
