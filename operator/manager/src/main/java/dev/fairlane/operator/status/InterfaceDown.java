package dev.fairlane.operator.status;

import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** Says of interfaces whose devices did not start what is wrong and what to change. Pure. */
final class InterfaceDown {

  private InterfaceDown() {}

  /**
   * @param down at least one
   */
  static Fact fact(ObservedForwarder forwarder, List<Report.Interface> down) {
    String devices =
        down.stream()
            .map(each -> "The interface " + silent(forwarder, each))
            .collect(Collectors.joining(" "));
    return Fact.no(
        Reason.INTERFACE_DOWN,
        ("%s See on the node %s whether the physical function is up and its virtual functions are"
                + " bound to vfio-pci; then delete the pod of the forwarder %s: its devices are"
                + " started again.")
            .formatted(devices, forwarder.nodeName(), forwarder.name()));
  }

  private static String silent(ObservedForwarder forwarder, Report.Interface down) {
    String function =
        forwarder.pciAddress(down.device()).map(address -> " (" + address + ")").orElse("");
    return "%s is silent: its device %s%s does not start: %s."
        .formatted(down.name(), down.device(), function, down.startError());
  }
}
