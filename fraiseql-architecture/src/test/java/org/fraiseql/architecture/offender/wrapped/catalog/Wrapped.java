package org.fraiseql.architecture.offender.wrapped.catalog;

import java.util.Optional;

@SuppressWarnings("all")
final class Wrapped {

  private final Optional<String> field = Optional.empty();

  void take(Optional<String> parameter) {
    Optional.of(parameter).ifPresent(fine -> fine.ifPresent(String::strip));
  }

  Optional<String> fine() {
    return field;
  }
}
