package org.fraiseql.declaration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sealed interface of records: a union, or an interface if its methods are components that all of
 * them have. Immutable.
 *
 * @param members the records that it permits, also through other sealed interfaces
 * @param shared the components that its own methods name; none for a union
 */
public record SealedDeclaration(
    Class<?> type,
    String name,
    @Nullable String description,
    List<RecordDeclaration> members,
    List<Component> shared) {

  /** Where it stands: the interface's name with its package. */
  public String place() {
    return TypeReader.place(type);
  }

  /** Whether it is the result of a command: one of its records is a Success or a Failure. */
  public boolean isOutcome() {
    return members.stream()
        .anyMatch(
            member ->
                member.role() == RecordDeclaration.Role.SUCCESS
                    || member.role() == RecordDeclaration.Role.FAILURE);
  }
}
