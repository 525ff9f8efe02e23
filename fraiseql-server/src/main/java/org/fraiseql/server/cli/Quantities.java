package org.fraiseql.server.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads amounts with their unit. */
final class Quantities {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");

  private Quantities() {}

  /** {@code 500ms}, {@code 5s}, {@code 2m}, {@code 24h}, {@code 7d}; a bare number is seconds. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher amount = AMOUNT.matcher(text.strip());
      if (amount.matches()) {
        long number = Long.parseLong(amount.group(1));
        Duration duration =
            switch (amount.group(2)) {
              case "ms" -> Duration.ofMillis(number);
              case "", "s" -> Duration.ofSeconds(number);
              case "m" -> Duration.ofMinutes(number);
              case "h" -> Duration.ofHours(number);
              case "d" -> Duration.ofDays(number);
              default -> Duration.ZERO;
            };
        if (duration.isPositive()) {
          return duration;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 500ms, 5s, 2m or 24h");
    }
  }

  /** {@code 65536}, {@code 64KiB}, {@code 1MiB}. */
  static final class BytesConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      Matcher amount = AMOUNT.matcher(text.strip());
      if (amount.matches()) {
        long factor =
            switch (amount.group(2).toLowerCase(Locale.ROOT)) {
              case "", "b" -> 1;
              case "kib", "k" -> 1L << 10;
              case "mib", "m" -> 1L << 20;
              case "gib", "g" -> 1L << 30;
              default -> 0;
            };
        long bytes = Long.parseLong(amount.group(1)) * factor;
        if (bytes > 0 && bytes <= Integer.MAX_VALUE) {
          return (int) bytes;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is not a size such as 65536, 64KiB or 1MiB, and less than 2GiB");
    }
  }

  /** A whole number from 1. */
  static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text.strip());
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, as is zero.
      }
      throw new TypeConversionException("'" + text + "' is not a whole number from 1");
    }
  }
}
