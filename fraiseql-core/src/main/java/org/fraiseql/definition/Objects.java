package org.fraiseql.definition;

import org.jspecify.annotations.Nullable;

/** The keys of {@code jsonb_build_object}. */
final class Objects {

  private Objects() {}

  /** The text of a constant string, with or without a cast to text; else null. */
  static @Nullable String key(Expr expr) {
    return switch (expr) {
      case Expr.Constant constant -> constant.string();
      case Expr.Cast cast -> cast.type().equals("\"text\"") ? key(cast.operand()) : null;
      default -> null;
    };
  }

  /** The value at a key, or null if the call has no such key. */
  static @Nullable Expr value(Expr.Call call, String key) {
    for (int i = 0; i + 1 < call.arguments().size(); i += 2) {
      if (key.equals(key(call.arguments().get(i)))) {
        return call.arguments().get(i + 1);
      }
    }
    return null;
  }
}
