package org.fraiseql.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/**
 * A random {@code echo_input}: as a GraphQL literal in which some values are variables, as one
 * variable, and as the JSON that its routine is to get.
 */
final class RandomInput {

  /** A value in its three forms. */
  record Value(@Nullable Object variable, String literal, String json) {
    static final Value NULL = new Value(null, "null", "null");
  }

  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    String fields =
        "a_short:Int an_int:Int a_long:Long a_number:Decimal an_amount:Decimal a_real:Float"
            + " a_double:Float a_text:String a_varchar:String a_date:Date a_time:LocalTime"
            + " a_stamp:DateTime a_span:Interval a_uuid:UUID a_flag:Boolean some_bytes:Bytes"
            + " a_json:JSON a_jsonb:JSON a_mood:Mood texts:[String] numbers:[Decimal]"
            + " flags:[Boolean] dates:[Date] moods:[Mood] jsons:[JSON] an_inner:InnerInput"
            + " inners:[InnerInput]";
    for (String field : fields.split(" ")) {
      FIELDS.put(field.split(":")[0], field.split(":")[1]);
    }
  }

  private static final Map<String, String> INNER =
      Map.of("n", "Decimal", "t", "String", "moods", "[Mood]", "deep", "JSON");

  private static final List<String> PIECES =
      List.of(
          "a",
          "Zoë",
          "\"",
          "'",
          "''",
          "\\",
          "\\n",
          "\n",
          "\r\n",
          "\t",
          "\u0001",
          "\u007f",
          "\u2028",
          "🔔",
          "👩‍👩‍👧",
          "$1",
          "${x}",
          "%s",
          "; DROP TABLE x; --",
          "null",
          "{}",
          "\\u0000",
          " ",
          "/*",
          "\"\"\"",
          "#",
          "אב",
          "e\u0301");

  private static final Map<String, String> MOODS =
      Map.of(
          "happy",
          "happy",
          "SO_SO",
          "so-so",
          "_2_BAD",
          "2 bad",
          "IT_S",
          "it's",
          "TRUE",
          "true",
          "QUOTED",
          "\"quoted\"",
          "BACK_SLASH",
          "back\\slash",
          "N_C_D",
          "Ünïcödé");

  private final Random random;
  private final Map<String, @Nullable Object> variables = new HashMap<>();
  private final List<String> declarations = new ArrayList<>();
  private final Value value;

  RandomInput(Random random) {
    this.random = random;
    this.value = object(FIELDS, 3);
  }

  Value value() {
    return value;
  }

  /** The variables in the literal form. */
  Map<String, @Nullable Object> variables() {
    return variables;
  }

  /** Their declarations: {@code ($v0: Int, $v1: [Mood])}. */
  String declared() {
    List<String> used =
        declarations.stream()
            .filter(declaration -> isUsed(declaration.substring(0, declaration.indexOf(':'))))
            .toList();
    return used.isEmpty() ? "" : "(" + String.join(", ", used) + ")";
  }

  /** What was made for a part that then became a variable itself is not. */
  private boolean isUsed(String variable) {
    return Pattern.compile(Pattern.quote(variable) + "\\b").matcher(value.literal()).find();
  }

  /** Each field is absent, null or a value; in the literal, an absent variable is absent too. */
  private Value object(Map<String, String> fields, int absent) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    List<String> literal = new ArrayList<>();
    List<String> json = new ArrayList<>();
    new TreeMap<>(fields)
        .forEach(
            (key, type) -> {
              String name = camelCase(key);
              if (random.nextInt(absent) == 0) {
                if (random.nextInt(4) == 0) {
                  literal.add(name + ": " + declare(type));
                }
                return;
              }
              Value value = random.nextInt(6) == 0 ? Value.NULL : value(type);
              given.put(name, value.variable());
              json.add("\"" + key + "\":" + value.json());
              literal.add(
                  name + ": " + (random.nextInt(3) == 0 ? variable(type, value) : value.literal()));
            });
    return new Value(
        given, "{" + String.join(", ", literal) + "}", "{" + String.join(",", json) + "}");
  }

  private String declare(String type) {
    String name = "$v" + declarations.size();
    declarations.add(name + ": " + type);
    return name;
  }

  private String variable(String type, Value value) {
    String name = declare(type);
    variables.put(name.substring(1), value.variable());
    return name;
  }

  private static String camelCase(String key) {
    StringBuilder name = new StringBuilder();
    for (String word : key.split("_")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  private Value value(String type) {
    if (type.startsWith("[")) {
      return list(type.substring(1, type.length() - 1));
    }
    return switch (type) {
      case "Int" ->
          same(random.nextInt(2) == 0 ? (short) random.nextInt() : random.nextInt(32_768));
      case "Long" -> {
        long number = random.nextLong();
        yield random.nextBoolean() ? same(number) : digits(String.valueOf(number));
      }
      case "Decimal" -> decimal();
      case "Float" ->
          same(random.nextInt(3) == 0 ? random.nextFloat() : random.nextGaussian() * 1e15);
      case "String" -> string(text());
      case "Date" -> string(one("2024-02-29", "0001-01-01", "9999-12-31", "infinity"));
      case "LocalTime" -> string(one("00:00:00", "23:59:59.999999", "12:30:00"));
      case "DateTime" ->
          string(one("2026-01-01T00:00:00+02:00", "1999-12-31T23:59:59.999Z", "-infinity"));
      case "Interval" -> string(one("P1Y2M3DT4H5M6S", "PT0.000001S", "P-1D"));
      case "UUID" -> string(new java.util.UUID(random.nextLong(), random.nextLong()).toString());
      case "Boolean" -> same(random.nextBoolean());
      case "Bytes" -> string(one("\\x", "\\x00ff", "\\xdeadbeef"));
      case "JSON" -> json(3);
      case "Mood" -> {
        String name = MOODS.keySet().stream().sorted().toList().get(random.nextInt(MOODS.size()));
        yield new Value(name, name, written(MOODS.get(name)));
      }
      case "InnerInput" -> object(INNER, 4);
      default -> throw new IllegalArgumentException(type);
    };
  }

  private Value list(String element) {
    List<Value> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Value item = random.nextInt(4) == 0 ? Value.NULL : value(element);
      // To PostgreSQL, jsonb[] from an array in an array has two dimensions.
      items.add(item.json().startsWith("[") ? Value.NULL : item);
    }
    return list(items);
  }

  private static Value list(List<Value> items) {
    List<@Nullable Object> variable = new ArrayList<>();
    items.forEach(item -> variable.add(item.variable()));
    return new Value(
        variable,
        items.stream().map(Value::literal).collect(Collectors.joining(", ", "[", "]")),
        items.stream().map(Value::json).collect(Collectors.joining(",", "[", "]")));
  }

  /** Up to 60 digits, some of them zeros at the end, which count. */
  private Value decimal() {
    BigDecimal number =
        new BigDecimal(new BigInteger(1 + random.nextInt(200), random), random.nextInt(30))
            .multiply(random.nextBoolean() ? BigDecimal.ONE : new BigDecimal("-1.00"));
    return random.nextBoolean()
        ? new Value(number, number.toPlainString(), number.toPlainString())
        : digits(number.toPlainString());
  }

  /** A number in a string. */
  private static Value digits(String number) {
    return new Value(number, "\"" + number + "\"", number);
  }

  private static Value same(Object number) {
    return new Value(number, number.toString(), number.toString());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private Value string(String text) {
    return new Value(text, literal(text), written(text));
  }

  private String one(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** Plain, or with all escaped; PostgreSQL's JSON and GraphQL's strings escape alike. */
  private String literal(String text) {
    boolean all = random.nextInt(3) == 0;
    StringBuilder literal = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (all || c < ' ' || c == 0x7f) {
        literal.append("\\u%04X".formatted((int) c));
      } else {
        literal.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return literal.append('"').toString();
  }

  private static String written(@Nullable Object value) {
    try {
      return Engine.JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Never null itself: that is the field's own null. */
  private Value json(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> string(text());
      case 1 -> same(random.nextInt());
      case 2 -> same(random.nextBoolean());
      case 3 -> {
        BigDecimal number = new BigDecimal(new BigInteger(90, random), 10);
        yield new Value(number, number.toPlainString(), number.toPlainString());
      }
      case 4 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(random.nextInt(4) == 0 ? Value.NULL : json(depth - 1));
        }
        yield list(items);
      }
      default -> {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        List<String> literal = new ArrayList<>();
        List<String> json = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          Value value = random.nextInt(4) == 0 ? Value.NULL : json(depth - 1);
          given.put("key_" + i, value.variable());
          literal.add("key_" + i + ": " + value.literal());
          json.add("\"key_" + i + "\":" + value.json());
        }
        yield new Value(
            given, "{" + String.join(", ", literal) + "}", "{" + String.join(",", json) + "}");
      }
    };
  }
}
