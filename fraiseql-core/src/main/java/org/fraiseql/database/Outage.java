package org.fraiseql.database;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log when PostgreSQL cannot be reached, once for each reason, and when it can again. */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger("org.fraiseql.database");

  private final String place;
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

  Outage(String place) {
    this.place = place;
  }

  void began(String why) {
    if (!why.equals(reason.getAndSet(why))) {
      log.warn("PostgreSQL at {} cannot be reached: {}. Trying again until it can.", place, why);
    }
  }

  void ended() {
    if (reason.get() != null && reason.getAndSet(null) != null) {
      log.info("PostgreSQL at {} can be reached again.", place);
    }
  }
}
