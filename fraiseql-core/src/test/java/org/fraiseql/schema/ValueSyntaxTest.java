package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.parser.Parser;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int8        | 9223372036854775807",
        "int8        | '\"-9223372036854775808\"'",
        "numeric     | 12345678901234567890.1234567890",
        "numeric     | '\"0.10\"'",
        "numeric     | '\"NaN\"'",
        "numeric     | 1",
        "uuid        | '\"3F2504E0-4f89-41d3-9a0c-0305e82c3301\"'",
        "timestamptz | '\"2024-02-29T23:59:59.123456+05:30\"'",
        "timestamptz | '\"2024-02-29T23:59Z\"'",
        "timestamptz | '\"-infinity\"'",
        "timestamptz | '\"0044-03-15T00:00:00+00:53:28 BC\"'",
        "timestamptz | '\"294276-12-31T23:59:59Z\"'",
        "timestamp   | '\"2024-02-29T24:00:00\"'",
        "date        | '\"2024-02-29\"'",
        "date        | '\"0001-02-29 BC\"'",
        "date        | '\"infinity\"'",
        "time        | '\"23:59:59.5\"'",
        "timetz      | '\"23:59:59-08\"'",
        "interval    | '\"P1Y2M3DT4H5M6.5S\"'",
        "interval    | '\"1 year 2 mons -3 days 04:05:06.5\"'",
        "interval    | '\"-00:00:01\"'",
        "bytea       | '\"\\x00Ff\"'",
        "json        | '\"text\"'",
      })
  void takesWhatPostgresqlWrites(String type, String literal) {
    String text = (String) parse(scalar(type), literal);
    String expected = literal.replace("\"", "");
    assertThat(type.equals("json") ? text.replace("\"", "") : text).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int8        | 9223372036854775808",
        "int8        | 1.5",
        "int8        | '\"1e3\"'",
        "int8        | true",
        "int8        | 1e999999999",
        "numeric     | '\"1,5\"'",
        "numeric     | '\"\"'",
        "numeric     | 1e999999999",
        "numeric     | 1e-20000",
        "numeric     | [1]",
        "uuid        | '\"3f2504e0\"'",
        "uuid        | 5",
        "timestamptz | '\"2024-02-29T23:59:59\"'",
        "timestamptz | '\"2024-02-30T23:59:59Z\"'",
        "timestamptz | '\"2024-02-29 23:59:59Z\"'",
        "timestamptz | '\"2024-02-29T25:00:00Z\"'",
        "timestamptz | '\"2024-02-29T23:59:59+16:00\"'",
        "timestamptz | '\"now\"'",
        "timestamptz | '\"0000-01-01T00:00:00Z\"'",
        "timestamptz | '\"294277-01-01T00:00:00Z\"'",
        "timestamp   | '\"2024-02-29T23:59:59Z\"'",
        "date        | '\"2023-02-29\"'",
        "date        | '\"today\"'",
        "date        | '\"4714-01-01 BC\"'",
        "time        | '\"24:00:01\"'",
        "timetz      | '\"23:59:59\"'",
        "interval    | '\"P\"'",
        "interval    | '\"PT\"'",
        "interval    | '\"\"'",
        "interval    | '\"yesterday\"'",
        "bytea       | '\"00ff\"'",
        "bytea       | '\"\\x0\"'",
        "uuid        | name",
      })
  void refusesTheRestWithASentence(String type, String literal) {
    assertThatThrownBy(() -> parse(scalar(type), literal))
        .isInstanceOf(CoercingParseLiteralException.class)
        .hasMessageStartingWith("Expected ")
        .hasMessageEndingWith(".");
  }

  @Test
  void refusesWhatNoTextOfPostgresqlCanHold() {
    assertThatThrownBy(() -> ValueSyntax.text("a\0b")).hasMessageContaining("U+0000");
    assertThatThrownBy(() -> ValueSyntax.text("\ud800")).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> JsonText.of(Map.of("k", List.of("\0"))))
        .hasMessageContaining("U+0000");
    assertThatThrownBy(() -> JsonText.of(Map.of("\0", 1))).hasMessageContaining("U+0000");
    assertThat(ValueSyntax.text("😀\u2028")).isEqualTo("😀\u2028");
  }

  @Test
  void readsNumbersOfVariables() {
    assertThat(ValueSyntax.int64(5)).isEqualTo("5");
    assertThat(ValueSyntax.int64(new BigDecimal("5.0"))).isEqualTo("5");
    assertThat(ValueSyntax.int64(BigInteger.TWO.pow(62))).isEqualTo("4611686018427387904");
    assertThat(ValueSyntax.decimal(new BigDecimal("1.10"))).isEqualTo("1.10");
    assertThat(ValueSyntax.decimal(0.1)).isEqualTo("0.1");
    assertThatThrownBy(() -> ValueSyntax.decimal(Double.NaN)).hasMessageContaining("decimal");
  }

  @Test
  void writesJsonOfLiteralsInTheirOrderAndWithTheirDigits() {
    String literal =
        "{b: [1, 2.50, null, true], a: \"x\\\"y\", big: 123456789012345678901234567890}";
    assertThat(parse(ScalarTypes.JSON, literal))
        .isEqualTo(
            "{\"b\":[1,2.50,null,true],\"a\":\"x\\\"y\",\"big\":123456789012345678901234567890}");
  }

  private static GraphQLScalarType scalar(String type) {
    GraphQLScalarType scalar = ScalarTypes.shared(Models.builtIn(type));
    assertThat(scalar).isNotNull();
    return Objects.requireNonNull(scalar);
  }

  private static Object parse(GraphQLScalarType scalar, String literal) {
    Value<?> value = Parser.parseValue(literal.replace("\\x", "\\\\x"));
    Object parsed =
        scalar
            .getCoercing()
            .parseLiteral(
                value, CoercedVariables.emptyVariables(), GraphQLContext.getDefault(), Locale.ROOT);
    return Objects.requireNonNull(parsed);
  }
}
