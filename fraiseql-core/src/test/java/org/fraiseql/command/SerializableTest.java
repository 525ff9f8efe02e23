package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.junit.jupiter.api.Test;

class SerializableTest {

  /** Each counts the notes and writes one: one after the other, the counts are 0, 1, 2, … */
  @Test
  void serializableCommandsThatMeetAreRepeatedAsAWhole() {
    try (Engine desk = Desk.open()) {
      int commands = 3;
      List<Future<Response>> calls = new ArrayList<>();
      for (int i = 0; i < commands; i++) {
        calls.add(
            desk.engine.execute(
                new Request(
                    "mutation { countNotes(input: {sleep: 0.2}) { ... on CountNotesSuccess { n } } }",
                    null,
                    Map.of()),
                Caller.NOBODY,
                new Cancellation()));
      }
      calls.forEach(call -> assertThat(call.await()).isInstanceOf(Response.Data.class));
      assertThat(desk.column("SELECT text FROM tb_notes ORDER BY text"))
          .containsExactly("0", "1", "2");
    }
  }
}
