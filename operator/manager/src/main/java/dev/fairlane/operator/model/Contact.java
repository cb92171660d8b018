package dev.fairlane.operator.model;

import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.figures.ReportWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the operator knows from talking to one forwarder. Immutable.
 *
 * @param topology of the boot that gave the latest report
 * @param lastAnswer when the latest report came, EPOCH for never
 * @param failure why the last request failed, empty when it did not
 */
public record Contact(
    ReportWindow window, Optional<Topology> topology, Instant lastAnswer, String failure) {

  public static final Contact NONE =
      new Contact(ReportWindow.EMPTY, Optional.empty(), Instant.EPOCH, "");

  public Contact answered(Report report, Topology of, Instant now) {
    return new Contact(window.with(report), Optional.of(of), now, "");
  }

  public Contact failed(String why) {
    return new Contact(window, topology, lastAnswer, why);
  }

  /** Whether the forwarder has neither answered nor failed to: nothing is known yet. */
  public boolean isPending() {
    return lastAnswer.equals(Instant.EPOCH) && failure.isEmpty();
  }

  public Optional<Report> report() {
    return window.latest();
  }

  /** Whether the report is recent enough to act on. */
  public boolean isFresh(Instant now, Duration maxAge) {
    return report().isPresent() && Duration.between(lastAnswer, now).compareTo(maxAge) <= 0;
  }
}
