package dev.fairlane.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DeviceStatus;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.operator.configuration.ConfigDocumentFactory;
import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.status.ForwarderStatusFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way of a virtual function from the pod's annotation to the forwarder's configuration. */
class FunctionsTest {

  private static final Map<String, String> ATTACHED =
      Map.of("vf-0", "0000:21:10.2", "vf-1", "0000:21:10.4");

  private final Forwarder forwarder = forwarder();
  private final Contact contact = contact("0000:21:10.2");

  @Test
  void showsTheFunctionBehindEachDevice() {
    assertThat(show(contact).getStatus().devices())
        .containsExactly(
            new DeviceStatus("vf-0", "0000:21:10.2", "net_e1000_igb_vf", 1, "02:00:00:00:01:01"),
            new DeviceStatus("vf-1", "0000:21:10.4", null, null, null));
  }

  @Test
  void tellsTheForwarderWhichFunctionIsBehindADevice() {
    assertThat(devices(show(contact), contact))
        .containsExactly(ConfigDocument.Device.sriov("vf-0", "0000:21:10.2"));
  }

  @Test
  void leavesOutAFunctionThatTheForwarderDoesNotDrive() {
    Contact other = contact("0000:21:10.6");

    assertThat(devices(show(other), other)).isEmpty();
  }

  @Test
  void waitsUntilTheFunctionsOfThePresentPodAreShown() {
    ObservedForwarder before = Samples.observed(forwarder, contact);

    assertThat(before.knowsItsFunctions()).isFalse();
    assertThat(Samples.observed(show(contact), contact).knowsItsFunctions()).isTrue();
  }

  @Test
  void doesNotTakeTheFunctionsOfAnEarlierBootForPresentOnes() {
    Forwarder shown = show(contact);
    Contact restarted = restarted(contact);
    ObservedForwarder later = Samples.observed(shown, restarted);

    assertThat(later.knowsItsFunctions()).isFalse();
    assertThat(later.pciAddress("vf-0")).isEmpty();
    assertThat(devices(shown, restarted)).isEmpty();
  }

  @Test
  void knowsTheHardwareAddressOfAFunctionByTheNameOfItsDevice() {
    assertThat(Samples.observed(show(contact), contact).mac("vf-0")).hasValue("02:00:00:00:01:01");
    assertThat(Samples.observed(show(contact), contact).mac("vf-1")).isEmpty();
  }

  @Test
  void hasNothingToWaitForWithoutFunctions() {
    assertThat(Samples.observed(Samples.forwarder(1), contact).knowsItsFunctions()).isTrue();
  }

  private static List<ConfigDocument.Device> devices(Forwarder forwarder, Contact contact) {
    return new ConfigDocumentFactory(Samples.graphs())
        .document(Samples.observed(forwarder, contact), Map.of(), entry -> false)
        .devices();
  }

  private Forwarder show(Contact seen) {
    Forwarder shown = forwarder();
    shown.setStatus(
        ForwarderStatusFactory.status(
            Samples.observed(forwarder, seen),
            "10.0.0.1",
            ATTACHED,
            Optional.empty(),
            Samples.NOW));
    return shown;
  }

  private static Contact contact(String pciAddress) {
    Topology plain = Samples.topology();
    var function =
        new Topology.Device(
            pciAddress, "SRIOV", "02:00:00:00:01:01", 1500, pciAddress, "net_e1000_igb_vf", 1);
    var topology =
        new Topology(plain.workers(), 1, "Exclusive", plain.cpus(), true, List.of(function));
    return Contact.NONE.answered(Samples.contact(0).report().orElseThrow(), topology, Samples.NOW);
  }

  private static Contact restarted(Contact contact) {
    var report = contact.report().orElseThrow();
    var again =
        new Report(
            "another-boot",
            report.forwarderUid(),
            0,
            report.monotonicNanos(),
            report.tscHz(),
            report.workers(),
            List.of());
    return Contact.NONE.answered(again, contact.topology().orElseThrow(), Samples.NOW);
  }

  private static Forwarder forwarder() {
    return Samples.forwarderWith(
        1,
        List.of(
            new Device("vf-0", "vf", NetworkKind.SRIOV),
            new Device("vf-1", "vf", NetworkKind.SRIOV)));
  }
}
