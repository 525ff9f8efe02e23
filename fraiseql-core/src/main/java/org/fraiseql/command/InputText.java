package org.fraiseql.command;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.fraiseql.catalog.PgType;
import org.fraiseql.schema.CommandField;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * Writes a command's input as the JSON that its routine gets: a key that was not given is absent, a
 * null is a JSON null. The keys are in the order of the composite type, so equal inputs have equal
 * texts. Pure and thread-safe.
 */
final class InputText {

  /** What PostgreSQL prints for numbers is JSON, but for NaN and infinities. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private static final List<String> NUMBERS =
      List.of("int2", "int4", "int8", "float4", "float8", "numeric");

  private final Function<PgType, Map<String, String>> enumNames;

  /**
   * @param enumNames the labels of an enum that have another name in GraphQL, with that name
   */
  InputText(Function<PgType, Map<String, String>> enumNames) {
    this.enumNames = enumNames;
  }

  /**
   * @param tree the argument as {@link org.fraiseql.operation.Variables#whole} gives it
   * @param input its type; null for JSON, which is its own text
   */
  String of(@Nullable Object tree, CommandField.@Nullable Input input) {
    if (tree == null) {
      return "null";
    }
    if (input == null) {
      return tree.toString();
    }
    StringBuilder json = new StringBuilder(256);
    object((Map<?, ?>) tree, input, json);
    return json.toString();
  }

  private void object(Map<?, ?> given, CommandField.Input input, StringBuilder json) {
    json.append('{');
    boolean first = true;
    for (CommandField.Input.Field field : input.fields().values()) {
      if (given.containsKey(field.name())) {
        json.append(first ? "" : ",").append(JsonStrings.quote(field.key())).append(':');
        value(given.get(field.name()), field.type(), field.object(), json);
        first = false;
      }
    }
    json.append('}');
  }

  private void value(
      @Nullable Object value,
      PgType type,
      CommandField.@Nullable Input object,
      StringBuilder json) {
    PgType base = type.base();
    switch (value) {
      case null -> json.append("null");
      case List<?> items -> {
        PgType element = base.element() == null ? base : base.element();
        String separator = "[";
        for (Object item : items) {
          json.append(separator);
          value(item, element, object, json);
          separator = ",";
        }
        json.append(items.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> fields when object != null -> object(fields, object, json);
      default -> json.append(leaf(value, base));
    }
  }

  private String leaf(Object value, PgType type) {
    String text = value.toString();
    if (value instanceof Boolean || type.is("bool") || type.isJson()) {
      return text;
    }
    if (NUMBERS.stream().anyMatch(type::is) && NUMBER.matcher(text).matches()) {
      return text;
    }
    return JsonStrings.quote(
        type.kind() == PgType.Kind.ENUM ? Binding.Labels.label(text, enumNames.apply(type)) : text);
  }
}
