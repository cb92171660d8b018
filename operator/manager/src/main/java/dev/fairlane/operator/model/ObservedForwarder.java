package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.DeviceStatus;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.ForwarderStatus;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import java.util.List;
import java.util.Optional;

/**
 * A Forwarder object with what its pod reported. Nobody changes the object.
 *
 * @param fresh the report is recent enough to act on
 */
public record ObservedForwarder(Forwarder resource, Contact contact, boolean fresh) {

  public String name() {
    return resource.getMetadata().getName();
  }

  public String uid() {
    return resource.getMetadata().getUid();
  }

  public String nodeName() {
    return resource.getSpec().nodeName();
  }

  /** Whether it belongs to one router, which alone may use it. */
  public boolean isDomU() {
    return resource.getSpec().role() == ForwarderRole.DOMU;
  }

  /** Whether it is this router's own. */
  public boolean belongsTo(String routerUid) {
    return isDomU() && resource.getSpec().router().uid().equals(routerUid);
  }

  /** Whether the router is assigned to it, or was not left yet by what it reported last. */
  public boolean holds(String routerUid) {
    return router(routerUid).isPresent() || reported(routerUid).isPresent();
  }

  public long generation() {
    return resource.getMetadata().getGeneration();
  }

  public List<AssignedRouter> routers() {
    return resource.getSpec().routers();
  }

  public Optional<AssignedRouter> router(String routerUid) {
    return routers().stream().filter(router -> router.uid().equals(routerUid)).findFirst();
  }

  public Optional<Report> report() {
    return contact.report();
  }

  public Optional<Topology> topology() {
    return contact.topology();
  }

  /** Whether the report says that the present generation of this very object is applied. */
  public boolean isConfigured() {
    return report().map(this::isOfThisGeneration).orElse(false);
  }

  /** What the forwarder reports of a router, if its applied configuration is of this object. */
  public Optional<Report.Router> reported(String routerUid) {
    return report()
        .filter(report -> report.forwarderUid().equals(uid()))
        .flatMap(report -> report.router(routerUid));
  }

  /**
   * Where the virtual function of a device is, as far as the status says it of the forwarder's
   * present boot: another pod may have been given others.
   */
  public Optional<String> pciAddress(String device) {
    return statusOfThisBoot().stream()
        .flatMap(status -> status.devices().stream())
        .filter(each -> each.name().equals(device))
        .map(DeviceStatus::pciAddress)
        .findFirst();
  }

  /** The hardware address of a device of the pool, if the forwarder has told it. */
  public Optional<String> mac(String device) {
    String name = pciAddress(device).orElse(device);
    return topology().flatMap(known -> known.device(name)).map(Topology.Device::mac);
  }

  /** Whether the status says which virtual functions the present pod was given, if it has any. */
  public boolean knowsItsFunctions() {
    return statusOfThisBoot().isPresent()
        || resource.getSpec().devices().stream()
            .noneMatch(device -> device.kind() == NetworkKind.SRIOV);
  }

  private Optional<ForwarderStatus> statusOfThisBoot() {
    Optional<String> boot = report().map(Report::bootId);
    return Optional.ofNullable(resource.getStatus())
        .filter(status -> boot.isPresent() && boot.get().equals(status.bootId()));
  }

  private boolean isOfThisGeneration(Report report) {
    return report.forwarderUid().equals(uid()) && report.generation() == generation();
  }
}
