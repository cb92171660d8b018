package dev.fairlane.testsupport.apiserver;

import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that starts a server process, says so and waits until somebody kills it. */
final class Sleeper {

  private Sleeper() {}

  public static void main(String[] arguments) throws InterruptedException {
    ServerProcess.start("sleeper", Path.of(arguments[0]), List.of("sleep", arguments[1]));
    System.out.println("started");
    Thread.currentThread().join();
  }
}
