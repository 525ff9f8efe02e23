package org.fraiseql.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The threads that everything runs on: one for each core. */
public final class EventLoops {

  private EventLoops() {}

  /** New ones, to be closed by the caller. */
  public static Vertx start() {
    return Vertx.vertx(
        new VertxOptions().setEventLoopPoolSize(number()).setPreferNativeTransport(true));
  }

  public static int number() {
    return Runtime.getRuntime().availableProcessors();
  }
}
