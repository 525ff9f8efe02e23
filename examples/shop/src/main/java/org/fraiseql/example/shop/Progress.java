package org.fraiseql.example.shop;

import java.util.Locale;

/**
 * What has just been loaded.
 *
 * @param what in the plural, such as {@code customers}
 */
public record Progress(String what, long rows) {

  /** Such as {@code customers 1,000}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %,d", what, rows);
  }
}
