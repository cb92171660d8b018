package dev.fairlane.operator.telemetry;

/** The keys of structured log lines, the same everywhere. */
public final class LogKeys {

  public static final String POOL = "pool";
  public static final String FORWARDER = "forwarder";
  public static final String NAMESPACE = "namespace";
  public static final String NAME = "name";
  public static final String NODE = "node";
  public static final String REASON = "reason";
  public static final String ERROR = "error";

  private LogKeys() {}
}
