package dev.fairlane.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command on the machine that runs the tests.
 *
 * @param words the command and its arguments
 * @param input what it reads from its standard input
 * @param limit it is killed, and the run fails, when it takes longer
 */
record LocalCommand(List<String> words, String input, Duration limit) {

  LocalCommand {
    words = List.copyOf(words);
  }

  CommandResult run() {
    try {
      Path output = Files.createTempFile("fairlane-e2e", ".out");
      Path stdin = Files.createTempFile("fairlane-e2e", ".in");
      try {
        Files.writeString(stdin, input);
        Process process =
            new ProcessBuilder(words)
                .redirectInput(stdin.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = ended(process);
        String text = Files.readString(output);
        if (!ended) {
          throw new IllegalStateException(
              "not ended after %s: %s%n%s".formatted(limit, words, text));
        }
        return new CommandResult(String.join(" ", words), process.exitValue(), text);
      } finally {
        Files.delete(output);
        Files.delete(stdin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ended(Process process) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + words, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
