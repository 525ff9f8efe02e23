package org.fraiseql.database;

import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;

/** A name server that knows no name, and says so at once whatever network there is. */
final class NamesNobody implements AutoCloseable {

  private final DatagramSocket socket;

  NamesNobody() throws SocketException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answer);
  }

  /** For a Vert.x that asks this one alone. */
  AddressResolverOptions options() {
    return new AddressResolverOptions()
        .setServers(List.of("127.0.0.1:" + socket.getLocalPort()))
        .setSearchDomains(List.of());
  }

  private void answer() {
    DatagramPacket question = new DatagramPacket(new byte[512], 512);
    try {
      while (true) {
        socket.receive(question);
        byte[] message = question.getData();
        // It is an answer, recursion is available, and the name does not exist.
        message[2] |= (byte) 0x80;
        message[3] = (byte) 0x83;
        // None but the question itself: what the asker may have added is not repeated.
        message[11] = 0;
        socket.send(question);
        question.setLength(512);
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
