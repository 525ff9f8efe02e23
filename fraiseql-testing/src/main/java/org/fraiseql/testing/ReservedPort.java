package org.fraiseql.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * The number of a port that nobody is given by chance until this is closed. Connections to it are
 * refused; whoever names it, and may share an address as servers do, can listen on it. Thread-safe.
 */
public final class ReservedPort implements AutoCloseable {

  /** Bound, so that the system gives the port to nobody else, but not listening. */
  private final Socket holder = new Socket();

  public ReservedPort() {
    try {
      holder.setReuseAddress(true);
      holder.bind(new InetSocketAddress(0));
    } catch (IOException e) {
      throw new UncheckedIOException("No port is free", e);
    }
  }

  public int number() {
    return holder.getLocalPort();
  }

  /** Gives the port back; nothing happens the second time. */
  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
