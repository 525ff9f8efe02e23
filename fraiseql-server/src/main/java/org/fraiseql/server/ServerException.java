package org.fraiseql.server;

/**
 * Says in a sentence why a server does not start or is not ready, such as a port that is taken. Has
 * no stack trace: it is for the person who set the server up to put right.
 */
public final class ServerException extends RuntimeException {

  public ServerException(String message) {
    super(message, null, false, false);
  }
}
