package org.fraiseql.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.sql.Binding;

/**
 * The parameters of one statement, numbered as they come; a binding used twice is one parameter.
 * Not thread-safe.
 */
final class Parameters {

  private final List<Binding> bindings = new ArrayList<>();
  private final Map<Binding, Integer> numbers = new HashMap<>();

  /** The parameter as an expression of the given SQL type. */
  String text(Binding binding, String type) {
    return cast("$" + number(binding) + "::text", "text", type);
  }

  /** The parameter as an array of the given SQL type, which ends in {@code []}. */
  String array(Binding binding, String arrayType) {
    return cast("$" + number(binding) + "::text[]", "text[]", arrayType);
  }

  private static String cast(String parameter, String own, String type) {
    return type.equals(own) || type.equals("\"" + own + "\"")
        ? parameter
        : "CAST(" + parameter + " AS " + type + ")";
  }

  private int number(Binding binding) {
    return numbers.computeIfAbsent(
        binding,
        added -> {
          bindings.add(added);
          return bindings.size();
        });
  }

  List<Binding> bindings() {
    return List.copyOf(bindings);
  }
}
