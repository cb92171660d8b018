package dev.fairlane.operator.pod;

import java.util.Map;

/** Labels of what the operator makes. */
public final class ForwarderLabels {

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OPERATOR = "fairlane-operator";
  public static final String POOL = "fairlane.dev/pool";

  /** On Forwarders: what they are for, {@value #DOM_U} or nothing. */
  public static final String ROLE = "fairlane.dev/role";

  public static final String DOM_U = "DomU";

  /** Selects everything that the operator made. */
  public static final String SELECTOR = MANAGED_BY + "=" + OPERATOR;

  private ForwarderLabels() {}

  public static Map<String, String> common() {
    return Map.of(MANAGED_BY, OPERATOR, "app.kubernetes.io/part-of", "fairlane");
  }

  /**
   * @param pool a DNS label
   */
  public static Map<String, String> of(String pool) {
    return Map.of(
        MANAGED_BY,
        OPERATOR,
        "app.kubernetes.io/part-of",
        "fairlane",
        "app.kubernetes.io/name",
        "fairlane-forwarder",
        POOL,
        pool);
  }
}
