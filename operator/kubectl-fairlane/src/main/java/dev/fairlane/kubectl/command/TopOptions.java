package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.top.Selection;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What top shows, and how often. */
final class TopOptions {

  private static final int LONGEST_WINDOW_SECONDS = 60;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Routers of this namespace. Default: that of the context.")
  private String namespace;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Routers of all namespaces.")
  private boolean allNamespaces;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description = "Routers and workers of this pool alone; without -n, of all namespaces.")
  private String pool;

  @Option(
      names = {"-w", "--watch"},
      description = "Looks again after each window, until interrupted.")
  private boolean watch;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Time over which live figures are taken, 1 to 60 s. Default: 2.")
  private int windowSeconds;

  @Option(
      names = "--no-live",
      description = "Asks no forwarder: shows the figures of the status objects.")
  private boolean noLive;

  boolean watch() {
    return watch;
  }

  boolean noLive() {
    return noLive;
  }

  Duration window() {
    return Duration.ofSeconds(windowSeconds);
  }

  /**
   * @param defaultNamespace that of the context
   */
  Selection selection(String defaultNamespace) {
    boolean all = namespace == null && (allNamespaces || pool != null);
    Optional<String> shown =
        all ? Optional.empty() : Optional.of(namespace == null ? defaultNamespace : namespace);
    return new Selection(shown, Optional.ofNullable(pool));
  }

  /**
   * @throws ParameterException when options contradict each other or are out of range
   */
  void requireSense(CommandLine command) {
    if (namespace != null && allNamespaces) {
      throw new ParameterException(command, "--namespace and --all-namespaces exclude each other.");
    }
    if (windowSeconds < 1 || windowSeconds > LONGEST_WINDOW_SECONDS) {
      throw new ParameterException(
          command,
          "--window: %d is not between 1 and %d; the nearest is %d."
              .formatted(
                  windowSeconds,
                  LONGEST_WINDOW_SECONDS,
                  Math.clamp(windowSeconds, 1, LONGEST_WINDOW_SECONDS)));
    }
  }
}
