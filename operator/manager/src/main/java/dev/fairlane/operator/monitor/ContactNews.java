package dev.fairlane.operator.monitor;

import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.RouterVersion;
import java.util.List;
import java.util.stream.Collectors;

/** Tells news that somebody must act on from figures that merely went on. Pure. */
final class ContactNews {

  private ContactNews() {}

  /** Whether reachability, the boot, the applied configuration or the state of a router changed. */
  static boolean between(Contact before, Contact after) {
    return before.failure().isEmpty() != after.failure().isEmpty()
        || !Essence.of(before).equals(Essence.of(after));
  }

  private record Essence(
      String bootId, String forwarderUid, long generation, List<String> routers) {

    static Essence of(Contact contact) {
      return contact
          .report()
          .map(
              report ->
                  new Essence(
                      report.bootId(), report.forwarderUid(), report.generation(), routers(report)))
          .orElse(new Essence("", "", 0, List.of()));
    }

    private static List<String> routers(Report report) {
      return report.routers().stream()
          .map(router -> router.uid() + "/" + RouterVersion.of(router) + "/" + states(router))
          .toList();
    }
  }

  private static String states(Report.Router router) {
    return router.paths().stream().map(Report.Path::state).collect(Collectors.joining(","));
  }
}
