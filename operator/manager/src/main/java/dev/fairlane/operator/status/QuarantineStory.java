package dev.fairlane.operator.status;

import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.ReleaseToken;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a tenant why paths were quarantined, by what evidence, and what lets go of them. Pure. */
final class QuarantineStory {

  private static final String CURE =
      "To have it forward again, change the router's spec, or set its annotation %s to another value."
          .formatted(ReleaseToken.ANNOTATION);

  private QuarantineStory() {}

  /**
   * @param paths one or more, quarantined
   */
  static Fact fact(List<Report.Path> paths) {
    String told = paths.stream().map(QuarantineStory::sentence).collect(Collectors.joining(" "));
    return Fact.no(Reason.PATH_QUARANTINED, told + " " + CURE);
  }

  private static String sentence(Report.Path path) {
    Report.Quarantine evidence = path.quarantine();
    if (evidence == null) {
      return "The path of interface %s was quarantined.".formatted(path.interfaceName());
    }
    return "The path of interface %s was quarantined: %s (element %s, %d cycles, %d packets, the first is %s)."
        .formatted(
            path.interfaceName(),
            cause(evidence.reason()),
            evidence.element(),
            evidence.cycles(),
            evidence.packets(),
            evidence.packetHeader());
  }

  private static String cause(String reason) {
    return switch (reason) {
      case "DispatchTooLong" -> "it did not come back in time";
      case "PacketTooDear" -> "single packets cost too much";
      default -> reason;
    };
  }
}
