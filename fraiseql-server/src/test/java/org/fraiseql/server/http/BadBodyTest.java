package org.fraiseql.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadBodyTest {

  private static final Served served =
      Served.with(HttpSettings.DEFAULT.withBodyBytes(100_000), Served.ECHO);

  @AfterAll
  static void stop() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{                         | The request's body is not JSON: it ends too early.",
        "{\"query\" \"x\"}         | The request's body is not JSON: see line 1, column 10.",
        "{\"query\":\"{a}\"} x     | The request's body is not JSON: see line 1, column 17.",
        "{\"query\":\"{a}\"} {}    | The request's body goes on after its end, at line 1, column 17.",
        "{'query':'{a}'}           | The request's body is not JSON: see line 1, column 2.",
        "{\"query\":\"{a}\",}      | The request's body is not JSON: see line 1, column 16.",
        "{\"query\":NaN}           | The request's body is not JSON: see line 1, column 13.",
        "[{\"query\":\"{a}\"}]     | The request's body is a list; batches are not served.",
        "\"{a}\"                   | The request's body is not an object.",
        "null                      | The request's body is not an object.",
        "12                        | The request's body is not an object.",
        "{}                        | The request has no 'query'.",
        "{\"query\":null}          | The request has no 'query'.",
        "{\"query\":7}             | 'query' is not a string.",
        "{\"query\":\"{a}\",\"variables\":[]}      | 'variables' is not an object.",
        "{\"query\":\"{a}\",\"variables\":\"{}\"}  | 'variables' is not an object.",
        "{\"query\":\"{a}\",\"operationName\":1}   | 'operationName' is not a string.",
        "{\"query\":\"{a}\",\"extensions\":true}   | 'extensions' is not an object.",
        "{\"query\":\"{a}\",\"query\":\"{b}\"}"
            + " | The request's body has the key 'query' twice in one object.",
        "{\"query\":\"{a}\",\"variables\":{\"v\":null,\"v\":null}}"
            + " | The request's body has the key 'v' twice in one object.",
        "{\"query\":\"{a}\",\"variables\":{\"n\":1e999999999}}"
            + " | The request's body has a number that is too large or too small, at line 1, column 33.",
        "{\"query\":\"{a}\",\"variables\":{\"s\":\"a\\u0000b\"}}"
            + " | The request's body has the character U+0000 in a string, at line 1, column 33.",
        "{\"query\":\"{a}\",\"variables\":{\"s\":\"\\ud83d\"}}"
            + " | The request's body has half a surrogate pair in a string, at line 1, column 33.",
      })
  void is_refused_with_its_reason(String body, String message) {
    String answer = served.answer(served.post(body));
    assertThat(answer)
        .startsWith("400 {\"errors\":[{\"message\":\"" + message + "\",")
        .contains("\"extensions\":{\"code\":\"FQ-101\",\"help\":\"");
    assertThat(served.answer(served.post(body).header("Accept", "application/json")))
        .as("malformed is malformed in the old media type, too")
        .isEqualTo(answer);
  }

  @Test
  void empty_is_refused() {
    assertThat(served.answer(served.post("")))
        .startsWith("400 {\"errors\":[{\"message\":\"The request's body is empty.\"");
  }

  @Test
  void deep_nesting_is_refused() {
    for (String open : new String[] {"[", "{\"a\":"}) {
      String body = "{\"query\":\"{a}\",\"variables\":{\"a\":" + open.repeat(10_000);
      assertThat(served.answer(served.post(body)))
          .startsWith(
              "400 {\"errors\":[{\"message\":\"The request's body is nested deeper than 200 levels.");
    }
  }

  @Test
  void a_number_of_endless_digits_is_refused() {
    String body = "{\"query\":\"{a}\",\"variables\":{\"n\":" + "1".repeat(50_000) + "}}";
    assertThat(served.answer(served.post(body)))
        .startsWith(
            "400 {\"errors\":[{\"message\":\"The request's body has a number of more than 1000"
                + " digits.");
  }

  @Test
  void broken_utf8_is_refused_with_its_place() {
    byte[] body =
        "{\"query\":\"{a}\",\"variables\":{\"s\":\"x\"}}".getBytes(StandardCharsets.UTF_8);
    for (int broken : new int[] {0xff, 0xc0, 0x80, 0xed}) {
      body[33] = (byte) broken;
      assertThat(served.rawPost(body))
          .startsWith(
              "400 {\"errors\":[{\"message\":\"The request's body is not UTF-8: the byte at offset 33"
                  + " does not fit.");
    }
  }

  @Test
  void utf16_is_refused() {
    assertThat(served.rawPost("{\"query\":\"{a}\"}".getBytes(StandardCharsets.UTF_16LE)))
        .startsWith("400 {\"errors\":[{\"message\":\"The request's body is not JSON");
  }

  @Test
  void numbers_keep_their_digits_and_text_its_characters() {
    String body =
        """
        {"query":"{a}","variables":{"big":9007199254740993,"huge":123456789012345678901234567890,
        "exact":1.10,"exp":1e5,"no":null,"yes":true,"list":[1,"ü😀\u2028"]},"other":[1]}""";
    assertThat(served.answer(served.post(body)))
        .isEqualTo(
            "200 {\"data\":{\"echo\":\"{a} | null | {big=9007199254740993,"
                + " huge=123456789012345678901234567890, exact=1.10, exp=1E+5, no=null, yes=true,"
                + " list=[1, ü😀\u2028]} | null {}\"}}");
  }

  @Test
  void too_large_is_413_whether_its_length_is_told_or_not() {
    String body = "{\"query\":\"" + "a".repeat(200_000) + "\"}";
    String expected =
        "413 {\"errors\":[{\"message\":\"The request's body is larger than 100000 bytes.\","
            + "\"extensions\":{\"code\":\"FQ-186\","
            + "\"help\":\"Send less at once, or raise the limit of the server.\"}}]}";
    assertThat(served.answer(served.post(body))).isEqualTo(expected);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder chunked =
        served
            .request("/graphql")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(bytes)));
    assertThat(served.answer(chunked)).isEqualTo(expected);
  }

  @Test
  void a_sender_that_takes_its_time_gets_to_read_the_refusal() throws Exception {
    try (Socket socket = new Socket("localhost", served.server.port())) {
      socket.setSoTimeout((int) Served.PATIENCE.toMillis());
      OutputStream body = socket.getOutputStream();
      String head =
          "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 200000\r\n\r\n";
      body.write(head.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 10; i++) {
        Thread.sleep(200);
        body.write(new byte[20_000]);
      }
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void a_body_in_many_pieces_is_put_together() {
    String text = "b".repeat(90_000);
    assertThat(served.answer(served.post("{\"query\":\"" + text + "\"}")))
        .isEqualTo("200 {\"data\":{\"echo\":\"" + text + " | null | {} | null {}\"}}");
  }

  @Test
  void an_expecting_client_is_told_to_go_on() {
    assertThat(served.answer(served.post("{\"query\":\"{a}\"}").expectContinue(true)))
        .startsWith("200 ");
  }

  @Test
  void bad_urls_are_refused() {
    assertThat(served.answer(served.request("/graphql")))
        .startsWith("400 {\"errors\":[{\"message\":\"The request has no 'query'.\"");
    assertThat(served.answer(served.request("/graphql?query=%7Ba%7D&query=%7Bb%7D")))
        .startsWith("400 {\"errors\":[{\"message\":\"The URL has the parameter 'query' twice.\"");
    assertThat(served.answer(served.request("/graphql?query=%ff")))
        .startsWith(
            "400 {\"errors\":[{\"message\":\"The URL is not UTF-8 behind its percent signs.");
    assertThat(served.answer(served.request("/graphql?query=%7Ba%7D&variables=%7B")))
        .startsWith(
            "400 {\"errors\":[{\"message\":\"The parameter 'variables' is not JSON: it ends too early.");
    assertThat(served.answer(served.request("/graphql?query=a%00")))
        .startsWith("400 {\"errors\":[{\"message\":\"'query' has the character U+0000.");
    String raw =
        new String(
            served.raw(
                "GET /graphql?query=%7 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)),
            StandardCharsets.UTF_8);
    assertThat(raw).startsWith("HTTP/1.1 400 ").contains("two hexadecimal digits");
  }

  @Test
  void what_is_not_http_is_refused_and_the_server_lives_on() {
    byte[] answer = served.raw("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.0 400 ");
    String long_ = "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\n\r\n";
    assertThat(
            new String(
                served.raw(long_.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.0 414 ");
    assertThat(served.answer(served.request("/health"))).startsWith("200 ");
  }
}
