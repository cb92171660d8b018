package dev.fairlane.operator.configuration;

import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.Problem;
import java.util.List;

/**
 * A router's configuration that a forwarder refused.
 *
 * @param entry what was refused; the same would be refused again
 * @param problems with paths inside the entry ({@code interfaces[1].mtu})
 */
public record Refusal(ConfigDocument.Router entry, List<Problem> problems) {

  public Refusal {
    problems = List.copyOf(problems);
  }
}
