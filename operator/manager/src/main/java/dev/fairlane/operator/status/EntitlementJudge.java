package dev.fairlane.operator.status;

import dev.fairlane.operator.figures.FigureReader;
import dev.fairlane.operator.figures.RouterFigures;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Reason;
import java.util.Optional;

/**
 * Whether a router receives what is due to it: what it is entitled to, and its part of what others
 * leave. It can be told only while the router wants it: a router that is not backlogged has what it
 * asks for, and one that is backlogged on some paths only may be held back by its own traffic.
 * Pure.
 */
final class EntitlementJudge {

  private static final double ENOUGH = 0.95;

  private EntitlementJudge() {}

  /**
   * @param dueCores what it is entitled to while demands are not known, and where nobody shares
   * @param home the forwarder to which the router is assigned
   */
  static Fact judge(String routerUid, double dueCores, Optional<ObservedForwarder> home) {
    Optional<RouterFigures> figures =
        home.filter(ObservedForwarder::fresh)
            .flatMap(forwarder -> FigureReader.router(forwarder.contact().window(), routerUid));
    if (figures.isEmpty()) {
      return Fact.unknown(Reason.NO_REPORT, "No forwarder reports the router.");
    }
    boolean enough = figures.get().receivedCores() >= ENOUGH * dueCores;
    if (enough && figures.get().isBackloggedSomewhere()) {
      return Fact.yes(
          Reason.ENTITLEMENT_RECEIVED, "The router has work and receives what is due to it.");
    }
    if (!enough && figures.get().isBackloggedEverywhere()) {
      return Fact.no(
          Reason.BELOW_ENTITLEMENT,
          "The router has work and receives less than 95 % of what is due to it.");
    }
    return Fact.unknown(Reason.NOT_BACKLOGGED, "The router asks for less than it is entitled to.");
  }
}
