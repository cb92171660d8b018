package dev.fairlane.testsupport.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that dies with this JVM, however the JVM ends.
 *
 * <p>A shell starts the server and a watcher that reads the shell's standard input, whose other end
 * only this JVM holds. When it closes, because {@link #close} was called or because the JVM is
 * gone, the watcher kills the server.
 */
final class ServerProcess implements AutoCloseable {

  private static final String SUPERVISOR =
      """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { cat <&3 >/dev/null; kill -KILL $server; } 2>/dev/null &
            watcher=$!
            wait $server
            code=$?
            kill $watcher 2>/dev/null
            exit $code
            """;

  private static final int LOG_TAIL_LINES = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * @param log file that receives what the server prints
   */
  static ServerProcess start(String name, Path log, List<String> command) {
    List<String> supervised = new ArrayList<>(List.of("sh", "-c", SUPERVISOR, name));
    supervised.addAll(command);
    try {
      Process process =
          new ProcessBuilder(supervised)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServerProcess(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /**
   * @throws IllegalStateException with the end of its log when the server has ended
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with code " + process.exitValue() + ":\n" + logTail());
    }
  }

  /** The last lines of what the server printed. */
  String logTail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
