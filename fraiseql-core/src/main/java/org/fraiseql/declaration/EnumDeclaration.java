package org.fraiseql.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An enum. Immutable.
 *
 * @param values the names of its constants, in order, with their descriptions
 */
public record EnumDeclaration(
    Class<?> type,
    String name,
    @Nullable String description,
    Map<String, @Nullable String> values) {

  /** The names of an enum's constants. */
  static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
  }

  /** Where it stands: the enum's name with its package. */
  public String place() {
    return type.getName();
  }
}
