package org.fraiseql.example.shop;

import java.sql.Connection;
import java.sql.SQLException;

/** All or nothing. */
final class Transaction {

  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  private Transaction() {}

  static void run(Connection connection, Work work) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      work.run();
      connection.commit();
      done = true;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
    }
  }
}
