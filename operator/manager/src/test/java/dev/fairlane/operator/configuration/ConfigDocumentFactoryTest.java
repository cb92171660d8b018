package dev.fairlane.operator.configuration;

import static dev.fairlane.operator.model.ClickParameters.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Classification;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.NetworkSharing;
import dev.fairlane.api.v1alpha1.Scheduler;
import dev.fairlane.api.v1alpha1.SchedulerPolicy;
import dev.fairlane.api.v1alpha1.SyntheticLoad;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.ControlJson;
import dev.fairlane.operator.control.Problem;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ReleaseToken;
import dev.fairlane.operator.model.RouterVersion;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigDocumentFactoryTest {

  private final VirtualRouter router = Samples.bridge("edge", 3, Samples.NOW);
  private final ObservedForwarder applied =
      Samples.observed(
          Samples.forwarder(7, Samples.assigned(router, 1)), Samples.contact(6, router));
  private final ObservedForwarder empty =
      Samples.observed(Samples.forwarder(7, Samples.assigned(router, 1)), Samples.contact(0));

  @Test
  void writesTheDocumentOfTheControlInterface() {
    String json = new ControlJson().write(document(applied, Refusals.NONE)).toString();

    assertThat(json)
        .startsWith(
            "{\"forwarderUid\":\"forwarder-uid\",\"generation\":7,\"buffersPerRouter\":1024,"
                + "\"scheduler\":{\"policy\":\"Cpu\",\"sampleEvery\":1},");
    assertThat(json).contains("\"devices\":[{\"name\":\"uplink-0\",\"kind\":\"Kernel\"}");
    assertThat(json)
        .endsWith(
            "\"routers\":[{\"uid\":\"edge-uid\",\"generation\":3,\"name\":\"tenant-a/edge\","
                + "\"interfaces\":[{\"name\":\"left\",\"device\":\"uplink-1\",\"mtu\":1400},"
                + "{\"name\":\"right\",\"device\":\"customers-1\"}],\"forwarding\":{\"bridge\":{}},"
                + "\"paths\":[{\"interface\":\"left\",\"worker\":0},{\"interface\":\"right\",\"worker\":0}],"
                + "\"shares\":[{\"worker\":0,\"sharePpm\":500000}]}]}");
  }

  @Test
  void saysHowRoutersShareACoreAndByCyclesWhereNothingIsSaid() {
    assertThat(scheduled(new Scheduler(SchedulerPolicy.DOMINANT, 20)).scheduler())
        .isEqualTo(new ConfigDocument.Scheduler("Dominant", 20));
    assertThat(scheduled(null).scheduler()).isEqualTo(new ConfigDocument.Scheduler("Cpu", 1));
  }

  private ConfigDocument scheduled(Scheduler scheduler) {
    var forwarder = Samples.forwarder(7);
    ForwarderSpec spec = forwarder.getSpec();
    forwarder.setSpec(
        new ForwarderSpec(
            spec.poolRef(),
            spec.nodeName(),
            spec.role(),
            spec.devices(),
            spec.buffersPerRouter(),
            scheduler,
            List.of()));
    return document(Samples.observed(forwarder, Samples.contact(0)), Refusals.NONE);
  }

  @Test
  void offersWhatASyntheticNetworkWasGivenThoughNoPodHasSuchADevice() {
    var forwarder =
        Samples.forwarderWith(
            7,
            List.of(
                new Device("load-0", "load", NetworkKind.SYNTHETIC, new SyntheticLoad(5000, 64)),
                new Device("flood-0", "flood", NetworkKind.SYNTHETIC)));

    assertThat(document(Samples.observed(forwarder, Samples.contact(0)), Refusals.NONE).devices())
        .containsExactly(
            ConfigDocument.Device.synthetic("load-0", 5000, 64),
            ConfigDocument.Device.synthetic("flood-0", null, null));
  }

  @Test
  void givesInterfacesOfASharedDevicePlacesAndItsClassifierAWorker() {
    NetworkSharing sharing = new NetworkSharing(Classification.FIFO, 2);
    Forwarder forwarder =
        Samples.forwarderWith(
            7,
            List.of(
                new Device("uplink-1", "uplink", NetworkKind.KERNEL, null, sharing),
                new Device("customers-1", "customers", NetworkKind.KERNEL)),
            Samples.assigned(router, 1));
    ConfigDocument document =
        document(Samples.observed(forwarder, Samples.contact(6, router)), Refusals.NONE);

    assertThat(document.devices().getFirst())
        .isEqualTo(ConfigDocument.Device.shared("uplink-1", "Fifo", 0));
    assertThat(document.routers().getFirst().interfaces())
        .containsExactly(
            new ConfigDocument.Interface(
                "left", "uplink-1", DerivedMac.of("edge-uid", "left"), null, 1400, List.of()),
            new ConfigDocument.Interface("right", "customers-1", null, null, null, List.of()));
  }

  @Test
  void passesTheReleaseTokenOn() {
    router.getMetadata().setAnnotations(Map.of(ReleaseToken.ANNOTATION, "again"));
    String token = ReleaseToken.of(router, NONE).orElseThrow();
    AssignedRouter assigned = Samples.assigned(router, 1);
    AssignedRouter released =
        new AssignedRouter(
            assigned.uid(),
            assigned.generation(),
            assigned.namespace(),
            assigned.name(),
            token,
            assigned.interfaces(),
            assigned.paths(),
            assigned.shares());
    ObservedForwarder forwarder =
        Samples.observed(Samples.forwarder(8, released), Samples.contact(7, router));

    assertThat(document(forwarder, Refusals.NONE).routers().get(0).release()).isEqualTo(token);
  }

  @Test
  void tellsTheWorkerOfAJoinedPathForEachOfItsInterfaces() {
    AssignedRouter assigned = Samples.assigned(router, 1);
    AssignedRouter joined =
        new AssignedRouter(
            assigned.uid(),
            assigned.generation(),
            assigned.namespace(),
            assigned.name(),
            null,
            assigned.interfaces(),
            List.of(new AssignedPath("right", 2, List.of("left"))),
            assigned.shares());
    ObservedForwarder forwarder =
        Samples.observed(Samples.forwarder(8, joined), Samples.contact(7, router));

    assertThat(document(forwarder, Refusals.NONE).routers().get(0).paths())
        .containsExactly(new ConfigDocument.Path("right", 2), new ConfigDocument.Path("left", 2));
  }

  @Test
  void keepsWhatIsAppliedOfARouterWhoseEntryWasRefused() {
    ConfigDocument first = document(applied, Refusals.NONE);
    Refusals refusals =
        Refusals.NONE.with(first, List.of(new Problem("routers[0].interfaces[0].mtu", "no")));

    assertThat(document(applied, refusals).routers())
        .containsExactly(ConfigDocument.Router.keep("edge-uid", 3));
    assertThat(refusals.of("edge-uid", RouterVersion.of(router, NONE)).orElseThrow().problems())
        .containsExactly(new Problem("interfaces[0].mtu", "no"));
  }

  @Test
  void leavesOutARefusedRouterThatWasNeverApplied() {
    Refusals refusals =
        Refusals.NONE.with(
            document(empty, Refusals.NONE), List.of(new Problem("routers[0].paths", "no")));

    assertThat(document(empty, refusals).routers()).isEmpty();
  }

  @Test
  void triesARefusedRouterAgainWhenItWasChangedOrTheForwarderRestarted() {
    Refusals refusals =
        Refusals.NONE
            .ofBoot("boot")
            .with(document(empty, Refusals.NONE), List.of(new Problem("routers[0].paths", "no")));
    VirtualRouter changed = Samples.bridge("edge", 4, Samples.NOW);
    ObservedForwarder reassigned =
        Samples.observed(Samples.forwarder(8, Samples.assigned(changed, 1)), Samples.contact(0));

    assertThat(
            new ConfigDocumentFactory(Samples.graphs())
                .document(
                    reassigned, Map.of("edge-uid", new KnownRouter(changed, NONE)), refusals::holds)
                .routers())
        .hasSize(1);
    assertThat(document(empty, refusals.ofBoot("another")).routers()).hasSize(1);
  }

  @Test
  void keepsProblemsOfNoRouterApart() {
    Refusals refusals =
        Refusals.NONE.with(
            document(empty, Refusals.NONE),
            List.of(new Problem("devices[0].name", "no such device")));

    assertThat(refusals.byRouter()).isEmpty();
    assertThat(refusals.whole()).hasSize(1);
  }

  @Test
  void namesTheFieldThatTheTenantCanChange() {
    assertThat(field("interfaces[1].mtu")).isEqualTo("spec.interfaces[1].mtu");
    assertThat(field("interfaces[1].device")).isEqualTo("spec.interfaces[1].network");
    assertThat(field("forwarding.ipRouter.routes[3].via"))
        .isEqualTo("spec.forwarding.ipRouter.routes[3].via");
    assertThat(field("paths[0].worker")).isEqualTo("paths[0].worker");
    assertThat(field("")).isEqualTo("spec");
  }

  @Test
  void namesTheElementOfAGraph() {
    VirtualRouter click =
        Samples.click("edge", 3, "FromDevice(left) -> cnt :: Counter -> ToDevice(right);");
    ConfigDocument.Forwarding told = entry(click).forwarding();

    assertThat(ProblemPath.toSpecField("forwarding.click.elements[0].arguments.RATE", told))
        .isEqualTo("spec.forwarding.click: cnt RATE");
    assertThat(ProblemPath.toSpecField("forwarding.click.elements[0]", told))
        .isEqualTo("spec.forwarding.click: cnt");
  }

  @Test
  void writesTheGraphOfAClickConfiguration() {
    VirtualRouter click =
        Samples.click(
            "edge",
            3,
            """
            FromDevice(left) -> c :: Classifier("12/0806", -) -> Counter -> out :: ToDevice(right);
            c[1] -> out;
            """);

    ConfigDocument document =
        document(
            Samples.observed(Samples.forwarder(7, Samples.assigned(click, 1)), Samples.contact(0)),
            click);
    assertThat(new ControlJson().write(document).toString())
        .contains(
            "\"forwarding\":{\"click\":{\"elements\":["
                + "{\"name\":\"c\",\"class\":\"Classifier\",\"arguments\":{\"PATTERN\":[\"12/0806\",\"-\"]}},"
                + "{\"name\":\"out\",\"class\":\"ToDevice\",\"arguments\":{\"DEVNAME\":\"right\"}},"
                + "{\"name\":\"FromDevice@1\",\"class\":\"FromDevice\",\"arguments\":{\"DEVNAME\":\"left\"}},"
                + "{\"name\":\"Counter@2\",\"class\":\"Counter\"}],\"connections\":["
                + "{\"from\":\"c\",\"fromPort\":0,\"to\":\"Counter@2\",\"toPort\":0},"
                + "{\"from\":\"c\",\"fromPort\":1,\"to\":\"out\",\"toPort\":0},"
                + "{\"from\":\"FromDevice@1\",\"fromPort\":0,\"to\":\"c\",\"toPort\":0},"
                + "{\"from\":\"Counter@2\",\"fromPort\":0,\"to\":\"out\",\"toPort\":0}]}}");
  }

  @Test
  void neverTellsOfAGraphThatIsRefused() {
    VirtualRouter broken = Samples.click("edge", 3, "FromDevice(left) -> Conter;");
    ObservedForwarder forwarder =
        Samples.observed(
            Samples.forwarder(7, Samples.assigned(broken, 1)), Samples.contact(6, broken));

    assertThat(document(forwarder, broken).routers())
        .containsExactly(ConfigDocument.Router.keep("edge-uid", 3));
  }

  private static ConfigDocument.Router entry(VirtualRouter router) {
    ObservedForwarder forwarder =
        Samples.observed(Samples.forwarder(7, Samples.assigned(router, 1)), Samples.contact(0));
    return document(forwarder, router).routers().getFirst();
  }

  private static ConfigDocument document(ObservedForwarder forwarder, VirtualRouter router) {
    return new ConfigDocumentFactory(Samples.graphs())
        .document(
            forwarder, Map.of("edge-uid", new KnownRouter(router, NONE)), Refusals.NONE::holds);
  }

  private static String field(String inRouter) {
    return ProblemPath.toSpecField(inRouter, new ConfigDocument.Forwarding(Map.of(), null, null));
  }

  private ConfigDocument document(ObservedForwarder forwarder, Refusals refusals) {
    return new ConfigDocumentFactory(Samples.graphs())
        .document(forwarder, Map.of("edge-uid", new KnownRouter(router, NONE)), refusals::holds);
  }
}
