package org.fraiseql.server;

/**
 * Says in a sentence why something is not done that a person asked for, such as a port that is
 * taken. Has no stack trace: that person can put it right.
 */
public final class ServerException extends RuntimeException {

  public ServerException(String message) {
    super(message, null, false, false);
  }
}
