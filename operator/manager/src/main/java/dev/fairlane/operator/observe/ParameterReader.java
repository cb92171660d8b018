package dev.fairlane.operator.observe;

import dev.fairlane.api.v1alpha1.ClickParameter;
import dev.fairlane.api.v1alpha1.ConfigMapKey;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.ClickParameters;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads the values of a router's parameters from its ConfigMaps. Pure. */
public final class ParameterReader {

  /** ConfigMaps with this label are the operator's to read; others it does not watch. */
  public static final String LABEL = "fairlane.dev/click-parameters";

  private ParameterReader() {}

  /**
   * @param configMaps the ConfigMap with the label of this namespace and name
   */
  static ClickParameters read(
      VirtualRouter router, BiFunction<String, String, Optional<ConfigMap>> configMaps) {
    List<ClickParameter> parameters = router.getSpec().forwarding().clickParameters();
    if (parameters.isEmpty()) {
      return ClickParameters.NONE;
    }
    String namespace = router.getMetadata().getNamespace();
    Map<String, String> values = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      String field = "spec.forwarding.clickParameters[%d].configMapKeyRef".formatted(i);
      ConfigMapKey key = parameters.get(i).configMapKeyRef();
      Optional<ConfigMap> found = configMaps.apply(namespace, key.name());
      Optional<String> value = found.flatMap(map -> value(map, key.key()));
      if (value.isPresent()) {
        values.put(parameters.get(i).name(), value.get());
      } else {
        problems.add(field + found.map(map -> noKey(map, key)).orElseGet(() -> noMap(key)));
      }
    }
    return new ClickParameters(values, problems);
  }

  private static Optional<String> value(ConfigMap map, String key) {
    return Optional.ofNullable(map.getData().get(key))
        .map(String::strip)
        .or(() -> Optional.ofNullable(map.getBinaryData().get(key)));
  }

  private static String noMap(ConfigMapKey key) {
    return ".name: the namespace has no ConfigMap %s with the label %s=true."
        .formatted(key.name(), LABEL);
  }

  private static String noKey(ConfigMap map, ConfigMapKey key) {
    var keys = new TreeSet<>(map.getData().keySet());
    keys.addAll(map.getBinaryData().keySet());
    return ".key: the ConfigMap %s has no key %s; it has %s."
        .formatted(key.name(), key.key(), keys.isEmpty() ? "none" : String.join(", ", keys));
  }
}
