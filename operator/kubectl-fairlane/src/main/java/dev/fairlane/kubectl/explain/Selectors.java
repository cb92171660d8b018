package dev.fairlane.kubectl.explain;

import dev.fairlane.api.v1alpha1.Tenant;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Label selectors as kubectl's options write them. Pure. */
final class Selectors {

  private Selectors() {}

  static String of(Tenant tenant) {
    LabelSelector selector = tenant.namespaceSelector();
    Map<String, String> labels =
        new TreeMap<>(Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()));
    Stream<String> equal =
        labels.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue());
    Stream<String> more =
        selector.getMatchExpressions().stream()
            .map(
                each ->
                    "%s %s (%s)"
                        .formatted(
                            each.getKey(),
                            each.getOperator(),
                            String.join(
                                ",", Optional.ofNullable(each.getValues()).orElse(List.of()))));
    String text = Stream.concat(equal, more).collect(Collectors.joining(","));
    return text.isEmpty() ? "any" : text;
  }
}
