package org.fraiseql.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples in the script of the GraphiQL page. */
final class GraphiqlExamples {

  private static final Pattern EXAMPLE =
      Pattern.compile("query: `([^`]*)`,\\s*(?:variables: (?:`([^`]*)`|'([^']*)'),)?");
  private static final Pattern NAME = Pattern.compile("(?m)^(?:query|mutation) (\\w+)");

  private GraphiqlExamples() {}

  /** The bodies of their requests, by the operation's name. */
  static Map<String, String> in(String script) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    Map<String, String> bodies = new LinkedHashMap<>();
    Matcher example = EXAMPLE.matcher(script);
    while (example.find()) {
      Matcher name = NAME.matcher(example.group(1));
      if (!name.find()) {
        throw new IllegalArgumentException(example.group(1));
      }
      ObjectNode body = json.createObjectNode().put("query", example.group(1));
      String variables = example.group(2) == null ? example.group(3) : example.group(2);
      if (variables != null) {
        body.set("variables", json.readTree(variables));
      }
      bodies.put(name.group(1), body.toString());
    }
    return bodies;
  }
}
