package org.fraiseql.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.fraiseql.Response;
import org.fraiseql.problem.CommandProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.HttpProblem;
import org.junit.jupiter.api.Test;

class CommandsOverHttpTest {

  private static final String JSON = "application/json";
  private static final String COMMANDS = "{\"query\":\"mutation { a b c }\"}";

  @Test
  void a_get_may_not_change_anything() {
    Served.Answering asked =
        (request, _, _) ->
            Future.succeededFuture(
                request.queriesOnly()
                    ? new Response.Refused(List.of(new HttpProblem.NotAQuery("mutation")))
                    : Served.data("{}"));
    try (Served served = Served.with(asked)) {
      assertThat(Served.shown(served.send(served.request("/graphql?query=mutation%7Bdelete%7D"))))
          .isEqualTo(
              """
              405
              allow: POST
              cache-control: no-store
              content-type: application/graphql-response+json; charset=utf-8
              vary: accept, accept-encoding
              x-content-type-options: nosniff
              {"errors":[{"message":"A mutation cannot be sent by GET.",\
              "extensions":{"code":"FQ-183","help":"Send it by POST."}}]}""");
      assertThat(
              served.answer(
                  served.request("/graphql?query=mutation%7Bdelete%7D").header("Accept", JSON)))
          .startsWith("405 ");
      assertThat(served.answer(served.post(COMMANDS))).isEqualTo("200 {\"data\":{}}");
    }
  }

  @Test
  void of_several_commands_some_can_fail() {
    Response partial =
        new Response.Partial(
            Buffer.buffer("{\"a\":null,\"b\":{\"message\":\"wörld\"},\"c\":null}"),
            List.of(
                new Response.FieldFailure(
                    List.of("a"), new CommandProblem.KeyReused("createOrder")),
                new Response.FieldFailure(List.of("c"), new DatabaseProblem.Unavailable())));
    String expected =
        """
        200 {"errors":[{"message":"The idempotencyKey of 'createOrder' was used before with another\
         input, so nothing was changed.","path":["a"],"extensions":{"code":"FQ-404",\
        "place":"createOrder(idempotencyKey)","help":"Make a new key for each command, and repeat a\
         command with all its arguments."}},{"message":"PostgreSQL is not available at the moment.",\
        "path":["c"],"extensions":{"code":"FQ-502","help":"Ask again in a moment."}}],\
        "data":{"a":null,"b":{"message":"wörld"},"c":null}}""";
    try (Served served = Served.with((_, _, _) -> Future.succeededFuture(partial))) {
      assertThat(served.answer(served.post(COMMANDS))).isEqualTo(expected);
      assertThat(served.answer(served.post(COMMANDS).header("Accept", JSON))).isEqualTo(expected);
    }
  }
}
