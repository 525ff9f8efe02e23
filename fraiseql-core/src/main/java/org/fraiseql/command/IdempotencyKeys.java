package org.fraiseql.command;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Row;
import org.fraiseql.database.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are kept under idempotency keys, in the transaction of the command itself: a key
 * is there if and only if its command was committed. Thread-safe.
 */
final class IdempotencyKeys {

  /** The most characters that a key may have. */
  static final int LONGEST = 255;

  private static final String CLAIM =
      "SELECT fresh::text AS fresh, same_input::text AS same_input, message, data::text AS data,"
          + " answer_hash, answer FROM fraiseql.fn_claim_idempotency_key("
          + "$1::text, $2::text, $3::text,"
          + " encode(sha256(convert_to($4::text::jsonb::text || $5::text, 'UTF8')), 'hex'),"
          + " $6::text::interval)";

  private static final String KEEP =
      "SELECT fraiseql.fn_keep_idempotent_answer("
          + "$1::text, $2::text, $3::text, $4::text, $5::text::jsonb, $6::text, $7::text)";

  private final Duration lifetime;

  IdempotencyKeys(Duration lifetime) {
    this.lifetime = lifetime;
  }

  /** One command under one key. */
  record Claim(String caller, String command, String key, String selection) {}

  /** What was found under a key. */
  sealed interface Found {

    /** Nothing: the command is to be carried out. */
    record Fresh() implements Found {}

    /** Another input. */
    record OtherInput() implements Found {}

    /**
     * The outcome of the same command.
     *
     * @param answer the answer to the same selection; null if the selection is another
     */
    record Known(@Nullable String message, @Nullable String data, @Nullable String answer)
        implements Found {}
  }

  /** Waits for another transaction that has the key. */
  Future<Found> claim(
      Transaction transaction, Claim claim, String input, @Nullable String expectedVersion) {
    String version = expectedVersion == null ? "" : " " + expectedVersion;
    return transaction
        .query(
            CLAIM,
            List.of(
                claim.caller(),
                claim.command(),
                claim.key(),
                input,
                version,
                lifetime.toSeconds() + " s"))
        .map(rows -> found(rows.getFirst(), claim));
  }

  private static Found found(Row row, Claim claim) {
    if ("true".equals(row.string("fresh"))) {
      return new Found.Fresh();
    }
    if (!"true".equals(row.string("same_input"))) {
      return new Found.OtherInput();
    }
    boolean sameSelection = claim.selection().equals(row.string("answer_hash"));
    return new Found.Known(
        row.string("message"), row.string("data"), sameSelection ? row.string("answer") : null);
  }

  /** The statement that keeps an answer. */
  static String keep() {
    return KEEP;
  }

  static List<@Nullable String> kept(Claim claim, Outcome.Accepted outcome, String answer) {
    return Arrays.asList(
        claim.caller(),
        claim.command(),
        claim.key(),
        outcome.message(),
        outcome.data(),
        claim.selection(),
        answer);
  }

  /** Tells callers apart: role and all settings, of which nothing but a hash is kept. */
  static String identity(Caller caller) {
    StringBuilder text = new StringBuilder(String.valueOf(caller.role()));
    new TreeMap<>(caller.settings())
        .forEach((name, value) -> text.append('\0').append(name).append('\0').append(value));
    return hash(text.toString());
  }

  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
