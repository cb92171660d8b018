package dev.fairlane.operator.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.MDC;

/** Puts keys on all log lines of this thread until it is closed. */
public final class LogScope implements AutoCloseable {

  private final List<String> keys = new ArrayList<>();

  private LogScope() {}

  /**
   * @param key one of {@link LogKeys}
   */
  public static LogScope of(String key, String value) {
    return new LogScope().and(key, value);
  }

  public LogScope and(String key, String value) {
    MDC.put(key, value);
    keys.add(key);
    return this;
  }

  @Override
  public void close() {
    keys.forEach(MDC::remove);
  }
}
