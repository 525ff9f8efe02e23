package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ReservedPortTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void refuses_connections_until_somebody_listens() throws Exception {
    try (ReservedPort port = new ReservedPort()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> new Socket(HERE, port.number()).close())
            .isInstanceOf(ConnectException.class);
        try (ServerSocket _ = new ServerSocket(port.number(), 50, HERE);
            Socket client = new Socket(HERE, port.number())) {
          assertThat(client.isConnected()).isTrue();
        }
      }
    }
  }

  @Test
  void is_another_one_each_time() {
    try (ReservedPort one = new ReservedPort();
        ReservedPort other = new ReservedPort()) {
      assertThat(one.number()).isPositive().isNotEqualTo(other.number());
    }
  }
}
