package dev.fairlane.kubectl.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.kubectl.Golden;
import dev.fairlane.kubectl.Recorded;
import dev.fairlane.kubectl.explain.Explanation.PathShown;
import dev.fairlane.kubectl.text.Styles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainTest {

  @Test
  void tellsHowARouterThatForwardsCameToItsShare() {
    Golden.assertIs("explain-edge.txt", text("edge"));
  }

  @Test
  void tellsWhatKeepsARouterFromAPlaceAndWhatHelps() {
    Golden.assertIs("explain-late.txt", text("late"));
  }

  @Test
  void showsAnInterfaceWhosePacketsAnotherOnesPathCarriesBesideThatPath() {
    VirtualRouter router = Recorded.router("edge");
    VirtualRouterStatus status = router.getStatus();
    PathStatus wan = status.paths().getFirst();
    PathStatus joined =
        new PathStatus(
            wan.name(),
            wan.core(),
            wan.worker(),
            wan.costCyclesPerPacket(),
            wan.packetsPerSecond(),
            wan.dropsPerSecond(),
            wan.state(),
            List.of("lan"));
    router.setStatus(withPaths(status, List.of(joined)));

    Explanation explanation = Explain.explain(router, Recorded.state(), List.of(), List.of());

    assertThat(explanation.paths())
        .extracting(PathShown::interfaceName, PathShown::inputOf, PathShown::packetsPerSecond)
        .containsExactly(tuple("wan", null, 1_500_000L), tuple("lan", "wan", null));
    assertThat(Explain.text(explanation, Styles.HIDDEN)).contains("input of wan");
  }

  private static VirtualRouterStatus withPaths(VirtualRouterStatus status, List<PathStatus> paths) {
    return new VirtualRouterStatus(
        status.observedGeneration(),
        status.conditions(),
        status.node(),
        status.forwarder(),
        status.interfaces(),
        status.entitlement(),
        paths,
        status.cores(),
        status.packetsPerSecond(),
        status.costCyclesPerPacket(),
        status.lastChange());
  }

  @Test
  void saysWhatItCouldNotSee() {
    VirtualRouter router = Recorded.router("edge");
    Explanation explanation =
        Explain.explain(
            router, Recorded.state(false, List.of()), List.of(), List.of("You may not list pods."));

    assertThat(explanation.entitlement().division()).isEmpty();
    assertThat(Explain.text(explanation, Styles.HIDDEN))
        .contains("Notes\n  You may not list pods.");
  }

  @Test
  void waitsForTheOperatorWhenARouterHasNoStatus() {
    VirtualRouter router = Recorded.router("edge");
    router.setStatus(null);
    Explanation explanation = Explain.explain(router, Recorded.state(), List.of(), List.of());

    assertThat(explanation.summary()).isEqualTo("The operator has not judged it yet.");
    assertThat(explanation.nextSteps()).hasSize(1);
    assertThat(Explain.text(explanation, Styles.HIDDEN)).contains("none yet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PoolNotFound            | spec.poolRef.name to one of: edge.",
        "NamespaceNotAllowed     | fairlane.dev/tenant In (tenant-b,tenant-c)",
        "TooManyRouters          | spec.tenants[].maxRouters",
        "DomUNotAllowed          | spec.tenants[].maxDomUs",
        "PodRefused              | the operator's role in the namespace tenant-a",
        "HandingOver             | look at the former forwarder",
        "NetworkNotFound         | to one of: customers, uplink.",
        "ConfigRefused           | Correct the fields",
        "GraphRefused            | Correct spec.forwarding.click at the lines and columns",
        "InsufficientAttachments | uplink 0, customers 0",
        "NoForwarder             | kubectl describe forwarderpool edge",
        "ForwarderUnreachable    | kubectl describe -n fairlane-system forwarder/edge-node-1 pod/edge-node-1",
        "Configuring             | Wait some seconds",
        "BelowEntitlement        | kubectl fairlane top --pool edge",
      })
  void hasANextStepForEveryReasonThatAPersonCanDoSomethingAbout(String reason, String step) {
    VirtualRouter router = Recorded.router("edge");
    var condition = router.getStatus().conditions().get(0);
    condition.setStatus("False");
    condition.setReason(reason);

    assertThat(Explain.explain(router, Recorded.state(), List.of(), List.of()).nextSteps())
        .singleElement()
        .asString()
        .contains(step);
  }

  @Test
  void helpsWhoMistypedARouterOrForgotItsNamespace() {
    assertThat(Explain.noSuchRouter("tenant-b", "wier", Recorded.state()))
        .endsWith("did you mean wire?");
    assertThat(Explain.noSuchRouter("tenant-b", "edge", Recorded.state()))
        .endsWith("there is one in: tenant-a.");
    assertThat(Explain.noSuchRouter("default", "x", Recorded.state())).endsWith("nor any other.");
  }

  private static String text(String name) {
    VirtualRouter router = Recorded.router(name);
    var events =
        Recorded.events().stream()
            .filter(
                event -> event.getInvolvedObject().getUid().equals(router.getMetadata().getUid()))
            .toList();
    return Explain.text(
        Explain.explain(router, Recorded.state(), events, List.of()), Styles.HIDDEN);
  }
}
