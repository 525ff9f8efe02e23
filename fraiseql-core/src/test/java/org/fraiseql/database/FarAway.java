package org.fraiseql.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL behind a long wire: every byte takes its time, in both directions. */
final class FarAway implements AutoCloseable {

  private record Parcel(long due, byte[] bytes) {}

  private final ServerSocket server;
  private final int target;
  private final long delayNanos;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();
  private volatile CountDownLatch answers = new CountDownLatch(0);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean lost;
  private final AtomicInteger broken = new AtomicInteger();

  FarAway(int target, long delayMillis) {
    this.target = target;
    this.delayNanos = delayMillis * 1_000_000;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing arrives anywhere, though every connection stays open. */
  void loseEverything() {
    lost = true;
  }

  /** The next connections end while they are being opened, by turns in order and by a reset. */
  void breakOffNext(int count) {
    broken.set(count);
  }

  /** The fixture's database, seen over this wire. */
  Database open(DatabaseFixture fixture) {
    String uri = fixture.postgres.uri().replaceFirst(":[0-9]+/", ":" + port() + "/");
    return Database.open(
        fixture.vertx,
        DatabaseOptions.of(uri)
            .withLoops(1)
            .withConnections(1)
            .withStatementTimeout(DatabaseFixture.FOREVER));
  }

  /** Ends all connections, without what was still on its way. */
  void breakAll() throws IOException {
    lost = true;
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** From now on what PostgreSQL says stays where it is. */
  void holdAnswers() {
    answers = new CountDownLatch(1);
  }

  void letAnswersGo() {
    answers.countDown();
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  /** How many transactions of callers have been sent up to their end. */
  int commits() {
    return commits.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        int left = broken.getAndUpdate(count -> Math.max(0, count - 1));
        if (left > 0) {
          breakOff(near, left % 2 == 0);
          continue;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        connections.incrementAndGet();
        sockets.add(near);
        sockets.add(far);
        carry(near, far, true);
        carry(far, near, false);
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void breakOff(Socket near, boolean reset) throws IOException {
    try (near) {
      if (reset) {
        near.setSoLinger(true, 0);
      }
      near.getInputStream().read(new byte[1_024]);
    }
  }

  private void carry(Socket from, Socket to, boolean there) {
    BlockingQueue<Parcel> wire = new LinkedBlockingQueue<>();
    Thread.ofVirtual().start(() -> send(from, wire, there));
    Thread.ofVirtual().start(() -> receive(wire, to, there));
  }

  private void send(Socket from, BlockingQueue<Parcel> wire, boolean there) {
    byte[] buffer = new byte[65_536];
    StringBuilder unread = new StringBuilder();
    try (InputStream in = from.getInputStream()) {
      int count;
      while ((count = in.read(buffer)) >= 0) {
        if (there) {
          unread.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
          countCommits(unread);
        }
        if (!lost) {
          wire.add(new Parcel(System.nanoTime() + delayNanos, Arrays.copyOf(buffer, count)));
        }
      }
    } catch (IOException _) {
      // The end of the connection, like the other one.
    }
    wire.add(new Parcel(System.nanoTime() + delayNanos, new byte[0]));
  }

  private void countCommits(StringBuilder unread) {
    int at;
    while ((at = unread.indexOf("COMMIT\0")) >= 0) {
      unread.delete(0, at + 7);
      commits.incrementAndGet();
    }
    unread.delete(0, Math.max(0, unread.length() - 6));
  }

  private void receive(BlockingQueue<Parcel> wire, Socket to, boolean there) {
    try (OutputStream out = to.getOutputStream()) {
      Parcel parcel;
      while ((parcel = wire.take()).bytes.length > 0) {
        long rest = parcel.due - System.nanoTime();
        if (rest > 0) {
          Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
        }
        if (!there) {
          answers.await();
        }
        out.write(parcel.bytes);
      }
    } catch (IOException _) {
      // Whoever listened has gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
