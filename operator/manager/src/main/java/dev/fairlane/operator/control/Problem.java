package dev.fairlane.operator.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One fault that a forwarder found in a document: where ({@code routers[0].interfaces[1].mtu}) and
 * why.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Problem(String path, String reason) {

  public Problem {
    path = path == null ? "" : path;
    reason = reason == null ? "" : reason;
  }
}
