package org.fraiseql.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An enum. Immutable.
 *
 * @param constants in order
 */
public record EnumDeclaration(
    Class<?> type, String name, @Nullable String description, List<Constant> constants) {

  /**
   * One of its values.
   *
   * @param name its name in Java and GraphQL
   * @param label its text in the database
   */
  public record Constant(String name, String label, @Nullable String description) {}

  /** The labels, in order. */
  public List<String> labels() {
    return constants.stream().map(Constant::label).toList();
  }

  /** The label of a constant's name, or else the name itself. */
  public String label(String constant) {
    return constants.stream()
        .filter(each -> each.name().equals(constant))
        .map(Constant::label)
        .findFirst()
        .orElse(constant);
  }

  /** Where it stands: the enum's name with its package. */
  public String place() {
    return TypeReader.place(type);
  }

  /** The names of its constants by their labels. */
  public Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    constants.forEach(constant -> names.put(constant.label(), constant.name()));
    return names;
  }
}
