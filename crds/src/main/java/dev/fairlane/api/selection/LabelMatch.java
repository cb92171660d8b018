package dev.fairlane.api.selection;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;

/** Label selectors as Kubernetes defines them. Pure. */
public final class LabelMatch {

  private LabelMatch() {}

  /** An empty selector matches everything. */
  public static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return hasAll(selector.getMatchLabels(), labels)
        && selector.getMatchExpressions().stream()
            .allMatch(requirement -> meets(requirement, labels));
  }

  /** A null or empty map matches everything. */
  public static boolean hasAll(Map<String, String> wanted, Map<String, String> labels) {
    return wanted == null
        || wanted.entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
  }

  private static boolean meets(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      // The API server's schema does not check a selector's operators: what is unknown matches
      // nothing.
      default -> false;
    };
  }
}
