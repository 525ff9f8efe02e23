package org.fraiseql.database;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.impl.PgConnectionImpl;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Opens connections that are all set up alike. Thread-safe. */
final class Connector {

  /** Stands where a start-up message has the protocol's version. */
  private static final int CANCEL = 80_877_102;

  /** How many statements a connection keeps prepared, those used last. */
  static final int PREPARED = 256;

  /** How long opening may take, the log-in included. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a transaction may do nothing. */
  static final Duration IDLE = Duration.ofSeconds(10);

  /**
   * Takes away what a routine may have left on its session, whatever became of its transaction. One
   * message; PostgreSQL refuses it while a transaction that failed is still open.
   */
  private static final String CLEANING =
      "CLOSE ALL;RESET ROLE;RESET ALL;UNLISTEN *;SELECT pg_advisory_unlock_all();DISCARD TEMP";

  private static final String BROKE_OFF = "the connection broke while it was opened";

  private final Duration statementTimeout;
  private final PgConnectOptions options;

  Connector(DatabaseOptions options) {
    this.statementTimeout = options.statementTimeout();
    this.options = base(options);
    if (!options.uri().pgbouncer()) {
      session().forEach(this.options::addProperty);
    }
  }

  /**
   * What every statement may rely on. With these the same statement gives the same bytes whatever
   * the server's own configuration says. The search path stays as it is configured: our statements
   * qualify every name, but the functions that a view or a policy calls may not.
   */
  Map<String, String> session() {
    Map<String, String> session = new LinkedHashMap<>();
    session.put("default_transaction_read_only", "on");
    session.put("statement_timeout", Long.toString(statementTimeout.toMillis()));
    session.put("idle_in_transaction_session_timeout", Long.toString(IDLE.toMillis()));
    session.put("IntervalStyle", "postgres");
    session.put("bytea_output", "hex");
    // Compiling a plan takes longer than the short statements that this is for.
    session.put("jit", "off");
    return session;
  }

  private static PgConnectOptions base(DatabaseOptions options) {
    DatabaseUri uri = options.uri();
    PgConnectOptions base =
        new PgConnectOptions()
            .setHost(uri.host())
            .setPort(uri.port())
            .setDatabase(uri.database())
            .setUser(uri.user())
            .setPassword(uri.password() == null ? "" : uri.password())
            .setSslMode(SslMode.of(uri.tls().name().toLowerCase(Locale.ROOT).replace('_', '-')))
            .setSslOptions(tls(uri))
            .setUseLayer7Proxy(uri.pgbouncer())
            .setCachePreparedStatements(!uri.pgbouncer())
            .setPreparedStatementCacheMaxSize(PREPARED)
            // By default the client prepares a long text anew each time, and ours are long.
            .setPreparedStatementCacheSqlFilter(_ -> true);
    base.getProperties().clear();
    base.addProperty("application_name", options.applicationName());
    base.addProperty("client_encoding", "UTF8");
    base.addProperty("standard_conforming_strings", "on");
    base.addProperty("DateStyle", "ISO, MDY");
    base.addProperty("TimeZone", "UTC");
    return base;
  }

  private static ClientSSLOptions tls(DatabaseUri uri) {
    ClientSSLOptions tls = new ClientSSLOptions().setTrustAll(true);
    if (uri.rootCertificate() != null) {
      TrustOptions trust = new PemTrustOptions().addCertPath(uri.rootCertificate());
      tls.setTrustAll(false).setTrustOptions(trust);
    }
    if (uri.tls() == DatabaseUri.Tls.VERIFY_FULL) {
      tls.setHostnameVerificationAlgorithm("HTTPS");
    }
    return tls;
  }

  /**
   * What leaves a connection as it was, to be sent after a transaction that writes. Behind a pooler
   * that may be another server's session than the transaction's, so nothing is taken away there.
   */
  String cleaning() {
    return changesServers() ? "SELECT" : CLEANING;
  }

  /** Whether a pooler may change the server after each transaction. */
  boolean changesServers() {
    return options.getUseLayer7Proxy();
  }

  /** A new connection that belongs to the context's event loop. */
  Future<PgConnection> open(ContextInternal context) {
    Promise<PgConnection> promise = Promise.promise();
    context.runOnContext(
        _ -> {
          long timer =
              context.setTimer(
                  PATIENCE.toMillis(), _ -> promise.tryFail(new TimeoutException("no answer")));
          PgConnection.connect(context.owner(), options)
              .onComplete(
                  opened -> {
                    context.owner().cancelTimer(timer);
                    if (opened.failed()) {
                      promise.tryFail(opened.cause());
                      return;
                    }
                    PgConnection connection = opened.result();
                    connection.exceptionHandler(_ -> {});
                    connection.noticeHandler(_ -> {});
                    ChannelPipeline pipeline = pipeline(connection);
                    pipeline.addBefore("codec", "flushes", new FlushConsolidationHandler(64, true));
                    pipeline.addBefore("codec", "whole-messages", new WholeMessages());
                    if (!promise.tryComplete(connection)) {
                      connection.close();
                    }
                  });
        });
    return promise.future();
  }

  /**
   * Asks PostgreSQL to end what the connection is running. Completes when PostgreSQL has passed
   * that on, or could not be asked.
   *
   * <p>The client closes such a request as soon as it is written; a pooler forgets it then. So this
   * waits for the other side to close, as far as that goes without TLS.
   */
  Future<Void> cancel(PgConnection connection) {
    if (connection.isSSL()) {
      return connection.cancelRequest();
    }
    Buffer request =
        Buffer.buffer(16)
            .appendInt(16)
            .appendInt(CANCEL)
            .appendInt(connection.processId())
            .appendInt(connection.secretKey());
    Promise<Void> done = Promise.promise();
    ContextInternal context = ContextInternal.current();
    NetClient client = context.owner().createNetClient();
    long timer = context.setTimer(PATIENCE.toMillis(), _ -> client.close());
    client
        .connect(options.getPort(), options.getHost())
        .onFailure(done::tryFail)
        .onSuccess(
            socket -> {
              socket.closeHandler(_ -> done.tryComplete());
              socket.exceptionHandler(_ -> socket.close());
              socket.write(request);
            });
    return done.future()
        .onComplete(
            _ -> {
              context.owner().cancelTimer(timer);
              client.close();
            });
  }

  /** Ends a connection at once, whatever it is doing and whether or not PostgreSQL listens. */
  static void cut(PgConnection connection) {
    // From the front of the pipeline: the handlers behind it would first say goodbye and wait.
    pipeline(connection).firstContext().close();
  }

  /** The client's interface does not lead to the channel, its classes do. */
  private static ChannelPipeline pipeline(PgConnection connection) {
    SocketConnectionBase socket =
        (SocketConnectionBase) ((PgConnectionImpl) connection).unwrap().unwrap();
    return socket.socket().channelHandlerContext().pipeline();
  }

  /** Why a connection could not be opened, in words that the log and a client may see. */
  static String reason(Throwable failure) {
    if (failure instanceof PgException refused) {
      return switch (SqlStates.of(refused)) {
        case "28P01", "28000" -> "the log-in was refused";
        case "3D000" -> "the database does not exist";
        case "53300" -> "it has too many connections";
        case "57P03" -> "it is starting up or shutting down";
        default -> "it refused the connection (SQLSTATE " + SqlStates.of(refused) + ")";
      };
    }
    return switch (failure) {
      case UnknownHostException _ -> "the host name is unknown";
      case NoRouteToHostException _ -> "there is no way to the host";
      case TimeoutException _ -> "no answer";
      case ConnectException refused
          when refused.getMessage() != null && refused.getMessage().contains("timed out") ->
          "no answer";
      case ConnectException _ -> "the connection was refused";
      default -> brokenReason(failure);
    };
  }

  /** Whether the other side ended a connection that it had already taken. */
  static boolean brokeOff(Throwable failure) {
    // A backend that is ended with bytes unread resets its connection instead of closing it.
    return reason(failure).equals(BROKE_OFF) || SqlStates.of(failure).equals("57P01");
  }

  private static String brokenReason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof SSLException || "SSL handshake failed".equals(message)) {
        return "TLS could not be agreed on, or the certificate is not trusted";
      }
      if (message != null && message.contains("does not handle SSL")) {
        return "it does not offer TLS, and sslmode asks for it";
      }
    }
    return BROKE_OFF;
  }
}
