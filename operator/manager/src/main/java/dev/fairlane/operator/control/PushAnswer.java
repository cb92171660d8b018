package dev.fairlane.operator.control;

import java.util.List;

/** What became of a pushed configuration. */
public sealed interface PushAnswer {

  /** All of it is applied. */
  record Applied(long generation) implements PushAnswer {}

  /** The forwarder has a newer generation of the same Forwarder object; nothing was applied. */
  record Older(long appliedGeneration) implements PushAnswer {}

  /** Nothing was applied; every fault is listed. */
  record Refused(List<Problem> problems) implements PushAnswer {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
