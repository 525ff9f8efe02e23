package org.fraiseql.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallersAndOriginsTest {

  private static final String QUERY = "{\"query\":\"{a}\"}";

  private static HttpSettings callers(boolean trusted) {
    return HttpSettings.DEFAULT.withCallers(
        new CallerRules(
            "reader",
            Map.of("app.tenant_id", "1", "app.locale", "de"),
            trusted,
            Map.of("x-tenant", "app.tenant_id")));
  }

  @Test
  void headers_are_not_believed_unless_trusted() {
    try (Served served = Served.with(callers(false), Served.ECHO)) {
      HttpRequest.Builder request =
          served
              .post(QUERY)
              .header("X-FraiseQL-Role", "admin")
              .header("X-FraiseQL-Setting-app.user_id", "7")
              .header("X-Tenant", "2");
      assertThat(served.answer(request))
          .isEqualTo(
              "200 {\"data\":{\"echo\":\"{a} | null | {} | reader"
                  + " {app.locale=de, app.tenant_id=1}\"}}");
    }
  }

  @Test
  void trusted_headers_go_before_the_configuration() {
    try (Served served = Served.with(callers(true), Served.ECHO)) {
      HttpRequest.Builder request =
          served
              .post(QUERY)
              .header("X-FraiseQL-Role", "clerk")
              .header("X-FraiseQL-Setting-App.User_Id", "7")
              .header("X-Tenant", "2");
      assertThat(served.answer(request))
          .isEqualTo(
              "200 {\"data\":{\"echo\":\"{a} | null | {} | clerk"
                  + " {app.locale=de, app.tenant_id=2, app.user_id=7}\"}}");
    }
  }

  @Test
  void headers_may_not_give_postgresqls_own_parameters() {
    try (Served served = Served.with(callers(true), Served.ECHO)) {
      for (String name : List.of("role", "session_authorization", "statement_timeout", "a.b.")) {
        assertThat(
                served.answer(served.post(QUERY).header("X-FraiseQL-Setting-" + name, "postgres")))
            .startsWith(
                "400 {\"errors\":[{\"message\":\"The setting '" + name + "' cannot be given");
      }
    }
  }

  @Test
  void a_repeated_header_is_refused() {
    try (Served served = Served.with(callers(true), Served.ECHO)) {
      assertThat(served.answer(served.post(QUERY).header("X-Tenant", "1").header("x-tenant", "2")))
          .startsWith(
              "400 {\"errors\":[{\"message\":\"The header 'x-tenant' is given more than once.");
    }
  }

  @Test
  void without_configuration_no_other_origin_may_read() {
    try (Served served = Served.with(Served.ECHO)) {
      HttpResponse<String> preflight =
          served.send(
              served
                  .request("/graphql")
                  .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                  .header("Origin", "https://shop.example")
                  .header("Access-Control-Request-Method", "POST"));
      assertThat(Served.shown(preflight))
          .isEqualTo(
              """
              204
              allow: GET, POST, OPTIONS
              vary: origin, access-control-request-method
              """);
      HttpResponse<String> post =
          served.send(served.post(QUERY).header("Origin", "https://shop.example"));
      assertThat(post.headers().map().keySet()).noneMatch(n -> n.startsWith("access-control"));
    }
  }

  @Test
  void an_allowed_origin_may_ask_and_read_and_others_may_not() {
    HttpSettings settings = HttpSettings.DEFAULT.withOrigins(List.of("https://shop.example"));
    try (Served served = Served.with(settings, Served.ECHO)) {
      HttpRequest.Builder preflight =
          served
              .request("/graphql")
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
              .header("Access-Control-Request-Method", "POST");
      assertThat(Served.shown(served.send(preflight.header("Origin", "https://shop.example"))))
          .isEqualTo(
              """
              204
              access-control-allow-headers: content-type, accept, authorization
              access-control-allow-methods: GET, POST
              access-control-allow-origin: https://shop.example
              access-control-max-age: 86400
              allow: GET, POST, OPTIONS
              vary: origin, access-control-request-method
              """);
      HttpResponse<String> read =
          served.send(served.post(QUERY).header("Origin", "https://shop.example"));
      assertThat(read.headers().firstValue("access-control-allow-origin"))
          .hasValue("https://shop.example");
      assertThat(read.headers().firstValue("vary")).hasValue("accept, accept-encoding, origin");
      HttpResponse<String> other =
          served.send(served.post(QUERY).header("Origin", "https://evil.example"));
      assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }
}
