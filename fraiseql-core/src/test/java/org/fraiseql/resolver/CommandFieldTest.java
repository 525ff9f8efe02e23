package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.fraiseql.Engine;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Field;
import org.fraiseql.api.Input;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Success;
import org.fraiseql.repository.Session;
import org.fraiseql.resolver.Cafe.Guest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands of the database whose types Java declares, and what Java has to do with them. */
class CommandFieldTest {

  @Input
  record RenameGuestInput(
      UUID id,
      @NotBlank(message = "a guest has a name") @Size(max = 9, message = "at most 9 characters")
          String name) {}

  sealed interface Renaming {}

  @Success
  record Renamed(Guest guest, String message) implements Renaming {}

  @Failure
  record NotRenamed(String message, String code, @Nullable String field) implements Renaming {}

  interface Commands {
    @Mutation(function = "fn_rename_guest")
    Renaming renameGuest(RenameGuestInput input);
  }

  static final class Api {
    @Mutation
    Renaming renameTwice(UUID id, String first, String second, Session session) {
      session.execute("fn_rename_guest", new RenameGuestInput(id, first), Renamed.class);
      return session.execute("fn_rename_guest", new RenameGuestInput(id, second), Renamed.class);
    }

    @Mutation
    String renamePlainly(UUID id, String name, Session session) {
      return session
          .execute("fn_rename_guest", new RenameGuestInput(id, name), Renamed.class)
          .message();
    }

    @Field(on = Guest.class)
    List<String> loud(List<Guest> guests) {
      return guests.stream().map(guest -> guest.name().toUpperCase(java.util.Locale.ROOT)).toList();
    }
  }

  private final Engine cafe = Cafe.open(Commands.class, new Api());

  @AfterEach
  void close() {
    cafe.close();
  }

  private static final String ANSWER =
      "{ __typename ... on Renamed { guest { loud name } message }"
          + " ... on NotRenamed { message code field } }";

  private String rename(String name) {
    return Cafe.shown(
        cafe,
        "mutation { renameGuest(input: {id: \"%s\", name: \"%s\"}) %s }"
            .formatted(Cafe.id("guest:1"), name, ANSWER));
  }

  private List<@Nullable String> name() {
    return cafe.column("SELECT name FROM tb_guests WHERE id = '" + Cafe.id("guest:1") + "'");
  }

  @Test
  void javaComputesInTheAnswerOfACommand() {
    assertThat(rename("Ada"))
        .isEqualTo(
            """
            {"data":{"renameGuest":{"__typename":"Renamed",\
            "guest":{"loud":"ADA","name":"Ada"},"message":"Renamed"}}}""");
    assertThat(rename("Nobody"))
        .isEqualTo(
            """
            {"data":{"renameGuest":{"__typename":"NotRenamed","message":"Nobody is no name",\
            "code":"NO_NAME","field":null}}}""");
    assertThat(name()).containsExactly("Ada");
  }

  @Test
  void constraintsOfItsInputAreCheckedBeforeIt() {
    assertThat(rename(" "))
        .isEqualTo(
            """
            {"data":{"renameGuest":{"__typename":"NotRenamed","message":"a guest has a name",\
            "code":"INVALID_INPUT","field":"input.name"}}}""");
    assertThat(rename("0123456789")).contains("at most 9 characters");
    assertThat(name()).containsExactly("Guest 1");
  }

  @Test
  void aRefusalInsideOfAMethodIsItsFailureAndUndoesTheWhole() {
    String twice = "mutation { renameTwice(id: \"%s\", first: \"Ada\", second: \"%s\") %s }";
    assertThat(Cafe.shown(cafe, twice.formatted(Cafe.id("guest:1"), "Nobody", ANSWER)))
        .isEqualTo(
            """
            {"data":{"renameTwice":{"__typename":"NotRenamed","message":"Nobody is no name",\
            "code":"NO_NAME","field":null}}}""");
    assertThat(name()).containsExactly("Guest 1");
    assertThat(Cafe.shown(cafe, twice.formatted(Cafe.id("guest:1"), "Eve", ANSWER)))
        .contains("\"loud\":\"EVE\"");
    assertThat(name()).containsExactly("Eve");
  }

  @Test
  void withoutAFailureARefusalIsAnError() {
    assertThat(
            Cafe.shown(
                cafe,
                "mutation { renamePlainly(id: \"%s\", name: \"Nobody\") }"
                    .formatted(Cafe.id("guest:1"))))
        .startsWith("{\"renamePlainly\":null}\n[renamePlainly] FQ-610 ")
        .contains("NO_NAME: Nobody is no name");
  }
}
