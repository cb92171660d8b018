package dev.fairlane.operator.model;

import java.util.List;
import java.util.Map;

/**
 * What a router's {@code clickParameters} are, as its ConfigMaps have them.
 *
 * @param values by the parameter's name
 * @param problems one sentence for each parameter that has no value, with its field
 */
public record ClickParameters(Map<String, String> values, List<String> problems) {

  /** Of a router without parameters. */
  public static final ClickParameters NONE = new ClickParameters(Map.of(), List.of());

  public ClickParameters {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }
}
