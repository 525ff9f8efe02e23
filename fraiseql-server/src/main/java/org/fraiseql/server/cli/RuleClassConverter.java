package org.fraiseql.server.cli;

import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the class of a SQLSTATE. Messages of the rules' class are shown to clients, so it cannot be
 * a class in which PostgreSQL writes messages itself.
 */
final class RuleClassConverter implements ITypeConverter<String> {

  private static final Pattern CLASS = Pattern.compile("[0-9A-Z]{2}");

  /** From the appendix "PostgreSQL Error Codes" of its manual. */
  private static final Set<String> OF_POSTGRESQL =
      Set.of(
          ("00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B"
                  + " 3D 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX")
              .split(" "));

  @Override
  public String convert(String text) {
    String characters = text.strip();
    if (!CLASS.matcher(characters).matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not two capital letters or digits such as DR");
    }
    if (OF_POSTGRESQL.contains(characters)) {
      throw new TypeConversionException(
          "'" + text + "' is a class of PostgreSQL's own errors; take one such as DR");
    }
    return characters;
  }
}
