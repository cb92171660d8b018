package dev.fairlane.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Committed output. With {@code -Dfairlane.generate=true} it is written first: then read the
 * difference.
 */
public final class Golden {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  public static void assertIs(String file, String output) {
    assertIs(FOLDER.resolve(file), output);
  }

  public static void assertIs(Path file, String output) {
    try {
      if (Boolean.getBoolean("fairlane.generate")) {
        Files.writeString(file, output);
      }
      assertThat(output).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
