package dev.fairlane.kubectl.figures;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the forwarders that answered did between two samples.
 *
 * @param windows by the forwarder's name
 * @param failures why the others did not answer, in sentences
 */
public record LiveFigures(Map<String, Window> windows, List<String> failures) {

  public static final LiveFigures NONE = new LiveFigures(Map.of(), List.of());

  public LiveFigures {
    windows = Map.copyOf(windows);
    failures = List.copyOf(failures);
  }

  public Optional<Window> window(String forwarder) {
    return Optional.ofNullable(windows.get(forwarder));
  }

  /** The longest of the windows, in seconds. */
  public double seconds() {
    return windows.values().stream().mapToDouble(Window::seconds).max().orElse(0);
  }
}
