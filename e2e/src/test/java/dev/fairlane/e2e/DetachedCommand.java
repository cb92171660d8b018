package dev.fairlane.e2e;

import java.util.UUID;

/**
 * A command that runs in a host and holds no connection to it: it goes on while the kubelet or the
 * API server is away. Its output stays in the host until it is fetched.
 */
final class DetachedCommand {

  private final Host host;
  private final String file;

  private DetachedCommand(Host host, String file) {
    this.host = host;
    this.file = file;
  }

  /**
   * @param command a command line of sh
   */
  static DetachedCommand start(Host host, String command) {
    String file = "/tmp/" + UUID.randomUUID();
    String wrapped =
        "%s >%s.log 2>&1 & echo $! >%s.pid; wait $!; echo $? >%s.end"
            .formatted(command, file, file, file);
    host.run("sh", "-c", "setsid sh -c '%s' </dev/null >/dev/null 2>&1 &".formatted(wrapped));
    return new DetachedCommand(host, file);
  }

  /** Ends it as Ctrl-C does; returns its output. */
  String interrupt() {
    host.run("sh", "-c", "kill -INT $(cat %s.pid)".formatted(file));
    return awaitEnd(20);
  }

  /**
   * @return its output, whatever its exit code
   */
  String awaitEnd(int seconds) {
    Expectation.within(seconds, "%s: the command of %s ends".formatted(host, file))
        .holds(() -> host.attempt("test", "-f", file + ".end").exitCode() == 0);
    String output = host.run("cat", file + ".log");
    host.run("sh", "-c", "rm -f %s.*".formatted(file));
    return output;
  }
}
