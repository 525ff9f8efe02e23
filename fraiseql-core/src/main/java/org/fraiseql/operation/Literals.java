package org.fraiseql.operation;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Literals without variables as the values that JSON would give. */
final class Literals {

  private Literals() {}

  static @Nullable Object raw(Value<?> literal) {
    return switch (literal) {
      case NullValue _ -> null;
      case StringValue text -> text.getValue();
      case IntValue number -> number.getValue();
      case FloatValue number -> number.getValue();
      case BooleanValue flag -> flag.isValue();
      case EnumValue name -> name.getName();
      case ArrayValue list -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Value<?> item : list.getValues()) {
          items.add(raw(item));
        }
        yield items;
      }
      case ObjectValue object -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.getObjectFields().forEach(f -> fields.put(f.getName(), raw(f.getValue())));
        yield fields;
      }
      default -> throw new IllegalArgumentException(literal.getClass().getName());
    };
  }
}
