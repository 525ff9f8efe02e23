package org.fraiseql.query;

/** Response keys are GraphQL names, so they need quotes and nothing else. */
final class JsonNames {

  private JsonNames() {}

  static String quoted(String name) {
    return "\"" + name + "\"";
  }
}
