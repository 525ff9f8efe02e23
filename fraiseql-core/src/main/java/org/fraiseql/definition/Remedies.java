package org.fraiseql.definition;

/** What to do about a part of a document that is not understood. */
final class Remedies {

  private Remedies() {}

  static String forClosed(String reason) {
    return reason.contains("owner's rights")
        ? "ALTER VIEW … SET (security_invoker = true), if its callers may read what is beneath"
        : "write that part in plain SELECTs, joins, sub-selects and WITH queries";
  }

  static String forOpaque(String reason) {
    if (reason.startsWith("nothing says")) {
      return "declare it: COMMENT ON COLUMN … .data IS '@shape {id: uuid!, …}', or '@mirrors v_…'";
    }
    if (reason.startsWith("its branches")) {
      return "let all branches of COALESCE, CASE or UNION build the same keys with the same types";
    }
    if (reason.startsWith("a key") || reason.startsWith("it has the key")) {
      return "write each key once, as a string constant, in jsonb_build_object";
    }
    if (reason.contains("type of")) {
      return "grant SELECT on what the view reads, or create it WITH (security_invoker = true)";
    }
    return "build it with jsonb_build_object and jsonb_agg, or cast it to the type that it is";
  }
}
