package dev.fairlane.operator.status;

/** The types of conditions, of all kinds. */
public enum ConditionType {
  /** Of a router: its pool takes it and its configuration is valid. */
  ACCEPTED("Accepted"),
  /** Of a router: it has a forwarder, devices and workers. */
  PLACED("Placed"),
  /**
   * Of a router: all its paths forward; of a forwarder: all its routers do; of a pool: all its
   * forwarders do.
   */
  READY("Ready"),
  /** Of a router: it receives the CPU that it is entitled to. */
  ENTITLEMENT_MET("EntitlementMet"),
  /** Of a forwarder: its control interface answers. */
  CONNECTED("Connected"),
  /** Of a forwarder: the present configuration is applied. */
  CONFIGURED("Configured");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
