package dev.fairlane.e2e;

/**
 * How a command ended.
 *
 * @param output what it wrote to its standard output and error
 */
record CommandResult(String command, int exitCode, String output) {

  /** The output of a command that must succeed. */
  String orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException("exit code %d: %s%n%s".formatted(exitCode, command, output));
    }
    return output;
  }
}
