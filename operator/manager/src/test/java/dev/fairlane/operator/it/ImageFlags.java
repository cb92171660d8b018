package dev.fairlane.operator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The JVM flags of the image, so that tests run under the same memory. */
final class ImageFlags {

  private static final Path CONTAINERFILE = Path.of("..", "Containerfile");
  private static final Pattern FLAG = Pattern.compile("\"(-[XD][^\"]*)\"");

  private ImageFlags() {}

  static List<String> read() {
    try {
      String text = Files.readString(CONTAINERFILE);
      return FLAG.matcher(text.substring(text.indexOf("ENTRYPOINT")))
          .results()
          .map(match -> match.group(1))
          .filter(flag -> !flag.contains("/opt/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CONTAINERFILE, e);
    }
  }
}
