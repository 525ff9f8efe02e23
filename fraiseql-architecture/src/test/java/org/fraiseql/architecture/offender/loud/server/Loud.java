package org.fraiseql.architecture.offender.loud.server;

import picocli.CommandLine.Command;

@SuppressWarnings("all")
final class Loud {

  void shout() {
    System.out.println("out");
    System.err.println("err");
    new IllegalStateException().printStackTrace();
  }

  @Command(name = "fine")
  static final class Fine {
    void print() {
      System.out.println("the answer");
    }
  }
}
