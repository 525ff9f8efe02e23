package org.fraiseql.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of one statement, numbered as they come; a binding used twice is one parameter.
 * Not thread-safe.
 */
public final class Parameters {

  private final List<Binding> bindings = new ArrayList<>();
  private final Map<Binding, Integer> numbers = new HashMap<>();

  /** The parameter as an expression of the given SQL type. */
  public String text(Binding binding, String type) {
    return cast("$" + number(binding) + "::text", "text", type);
  }

  /** The parameter as an array of the given SQL type, which ends in {@code []}. */
  public String array(Binding binding, String arrayType) {
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

  /** Where each takes its value from, in order. */
  public List<Binding> bindings() {
    return List.copyOf(bindings);
  }
}
