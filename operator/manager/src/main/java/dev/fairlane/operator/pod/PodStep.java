package dev.fairlane.operator.pod;

import java.time.Instant;

/** What is to be done about a forwarder's pod. */
public sealed interface PodStep {

  /** Nothing. */
  record Keep() implements PodStep {}

  /** There is none: make it. */
  record Create() implements PodStep {}

  /** Remove it; a new one follows. */
  record Delete(String why) implements PodStep {}

  /** Look again at that time. */
  record Wait(Instant until, String why) implements PodStep {}

  /**
   * It differs from what the pool asks for, and replacing it would interrupt routers: permission is
   * needed.
   */
  record NeedsPermission() implements PodStep {}
}
