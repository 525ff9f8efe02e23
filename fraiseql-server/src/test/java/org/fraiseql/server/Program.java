package org.fraiseql.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program as a process of its own, as it is in use. */
public final class Program implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  public final Process process;
  private final Path out;
  private final Path err;
  private final HttpClient client = HttpClient.newHttpClient();

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts the command line with a temporary folder below this one. */
  public static Program start(Path folder, String... arguments) throws IOException {
    return startClass(folder, "org.fraiseql.server.cli.Main", arguments);
  }

  static Program startClass(Path folder, String main, String... arguments) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new Program(process, out, err);
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  /** The base of the URL in the line that begins so, once it has been printed. */
  public String url(String beginning) {
    await(() -> (out() + err()).contains(beginning + "http://"));
    String text = out() + err();
    int start = text.indexOf(beginning + "http://") + beginning.length();
    return text.substring(start, text.indexOf("/graphql", start));
  }

  public void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("it did not come about; out:\n" + out() + "\nerr:\n" + err());
      }
      pause();
    }
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; err:\n" + err());
    }
    return process.exitValue();
  }

  /** As Ctrl-C in a terminal does. */
  public void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  public String get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  public String query(String base, String query) {
    return post(base, "{\"query\":\"" + query.replace("\"", "\\\"") + "\"}");
  }

  public String post(String base, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + "/graphql"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "no answer";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
