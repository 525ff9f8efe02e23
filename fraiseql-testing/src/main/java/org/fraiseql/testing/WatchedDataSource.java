package org.fraiseql.testing;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * New connections that are looked at when they are closed: what is left on them then, a pool would
 * hand to the next one. Thread-safe; its connections are not.
 */
final class WatchedDataSource implements DataSource {

  private static final String HOLDER =
      "a connection of the test's data source, when it was closed,";

  private final DataSource plain;
  private final Leaks leaks;

  WatchedDataSource(DataSource plain, Leaks leaks) {
    this.plain = plain;
    this.leaks = leaks;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return watched(plain.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return watched(plain.getConnection(user, password));
  }

  private Connection watched(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader() == null
                ? ClassLoader.getPlatformClassLoader()
                : Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(proxy, connection, method, arguments));
  }

  private @Nullable Object call(
      Object proxy, Connection connection, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "equals" -> {
        return arguments != null && proxy == arguments[0];
      }
      case "close" -> look(connection);
      default -> {
        // All else is the connection's own.
      }
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void look(Connection connection) throws SQLException {
    try {
      leaks.look(connection, HOLDER);
    } catch (SQLException e) {
      // Nothing is left on a connection that PostgreSQL has ended.
      if (connection.isValid(1)) {
        throw e;
      }
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(plain) ? type.cast(plain) : plain.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(plain) || plain.isWrapperFor(type);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return plain.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
    plain.setLogWriter(writer);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    plain.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return plain.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return plain.getParentLogger();
  }
}
