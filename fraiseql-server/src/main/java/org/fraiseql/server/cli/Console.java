package org.fraiseql.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Where a command writes: its result to the standard output, all else to the error output. */
record Console(PrintWriter out, PrintWriter err) {

  static Console of(CommandLine commandLine) {
    return new Console(commandLine.getOut(), commandLine.getErr());
  }

  void result(String line) {
    out.println(line);
    out.flush();
  }

  void say(String line) {
    err.println(line);
    err.flush();
  }
}
