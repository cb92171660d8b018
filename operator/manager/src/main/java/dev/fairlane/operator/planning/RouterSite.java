package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolDevices;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.RouterDevices;
import java.util.List;
import java.util.Optional;

/**
 * How far a router is on its way to where it is to run. Two forwarders never run it at a time
 * (hosts would hear two answers, and two bridges would make a loop): the next one gets it when it
 * is ready to and the former one reports that it has left it. Pure.
 *
 * @param own the router's own forwarder, if there is one on a node that exists
 * @param runsInDom0 it is assigned to a forwarder of many routers
 */
record RouterSite(
    Admission admission, Optional<ObservedForwarder> own, boolean runsInDom0, Step step) {

  /** What is next for the router. */
  enum Step {
    /** It is planned with all others of the pool. */
    IN_DOM0,
    /** As soon as the others' plan has a place for it, its own forwarder lets go of it. */
    LEAVING_DOMU,
    /** Its own forwarder is to be made, or to start; until then it stays where it may be. */
    AWAITING_DOMU,
    /** Its own forwarder waits for the former one to let go of it. */
    LEAVING_DOM0,
    /** It is in its own forwarder, or free to go there. */
    IN_DOMU
  }

  static RouterSite of(Admission admission, PoolSnapshot snapshot) {
    String uid = admission.uid();
    Optional<ObservedForwarder> own =
        snapshot.domUs().stream()
            .filter(forwarder -> forwarder.belongsTo(uid) && snapshot.hasNode(forwarder.nodeName()))
            .findFirst();
    List<ObservedForwarder> dom0s =
        snapshot.dom0s().stream()
            .filter(forwarder -> snapshot.hasNode(forwarder.nodeName()))
            .toList();
    boolean runs = dom0s.stream().anyMatch(forwarder -> forwarder.router(uid).isPresent());
    boolean held = dom0s.stream().anyMatch(forwarder -> forwarder.holds(uid));
    return new RouterSite(admission, own, runs, step(admission, own, held, snapshot));
  }

  private static Step step(
      Admission admission, Optional<ObservedForwarder> own, boolean held, PoolSnapshot snapshot) {
    String uid = admission.uid();
    if (!wantsDomU(admission, own)) {
      boolean letGo = own.filter(each -> each.fresh() && each.holds(uid)).isEmpty();
      return letGo ? Step.IN_DOM0 : Step.LEAVING_DOMU;
    }
    if (own.filter(each -> each.router(uid).isPresent() && !held).isPresent()) {
      return Step.IN_DOMU;
    }
    if (own.filter(each -> isReady(each, admission.router(), snapshot)).isEmpty()) {
      return Step.AWAITING_DOMU;
    }
    return held ? Step.LEAVING_DOM0 : Step.IN_DOMU;
  }

  /** What is refused goes on where it is. */
  private static boolean wantsDomU(Admission admission, Optional<ObservedForwarder> own) {
    return admission.kept().isPresent()
        ? own.filter(each -> each.router(admission.uid()).isPresent()).isPresent()
        : admission.router().getSpec().placement() == Placement.DOMU;
  }

  /** It answers, and its pod has all that the router asks for. */
  private static boolean isReady(
      ObservedForwarder own, VirtualRouter router, PoolSnapshot snapshot) {
    ForwarderSpec spec = own.resource().getSpec();
    List<Device> devices = RouterDevices.of(router, snapshot.pool().getSpec());
    return own.fresh()
        && devices.equals(spec.devices())
        && domU(router).equals(spec.domU())
        && own.topology()
            .filter(
                topology ->
                    devices.stream().allMatch(each -> PoolDevices.present(each, own, topology)))
            .isPresent();
  }

  /** Whether the router is planned together with all others. */
  boolean isShared() {
    return step == Step.IN_DOM0
        || step == Step.LEAVING_DOMU
        || step == Step.AWAITING_DOMU && runsInDom0;
  }

  /** Whether it is to have a forwarder for itself. */
  boolean isDomU() {
    return step != Step.IN_DOM0 && step != Step.LEAVING_DOMU;
  }

  VirtualRouter router() {
    return admission.router();
  }

  Optional<AssignedRouter> kept() {
    return admission.kept();
  }

  static DomU domU(VirtualRouter router) {
    return Optional.ofNullable(router.getSpec().domU()).orElse(DomU.DEFAULT);
  }
}
