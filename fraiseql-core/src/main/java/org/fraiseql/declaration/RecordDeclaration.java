package org.fraiseql.declaration;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record that is a GraphQL type. Immutable.
 *
 * @param name the name of the GraphQL type
 * @param relation the read model whose document it stands for, as it is written; null for others
 * @param reader gives the value of the component at that index
 */
public record RecordDeclaration(
    Class<? extends Record> type,
    String name,
    Role role,
    @Nullable String relation,
    @Nullable String description,
    List<Component> components,
    BiFunction<Object, Integer, @Nullable Object> reader) {

  /** What it is for. */
  public enum Role {
    /** An answer, or a part of one. */
    OBJECT,
    INPUT,
    SUCCESS,
    FAILURE
  }

  /** The component of that name. */
  public Optional<Component> component(String componentName) {
    return components.stream().filter(c -> c.name().equals(componentName)).findFirst();
  }

  /** The value of a component, without an Optional or Omittable around it. */
  public @Nullable Object value(Object instance, String componentName) {
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).name().equals(componentName)) {
        return Component.unwrapped(reader.apply(instance, i));
      }
    }
    throw new IllegalArgumentException(name + " has no component " + componentName);
  }

  /** Where it stands: the record's name with its package. */
  public String place() {
    return TypeReader.place(type);
  }
}
