package dev.fairlane.kubectl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.Golden;
import dev.fairlane.kubectl.Recorded;
import dev.fairlane.kubectl.cluster.Snapshot;
import dev.fairlane.kubectl.cluster.SnapshotFiles;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.text.Styles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded pool: edge and wire share worker 0, where edge has more work than there is time. */
class PoolPlanTest {

  @TempDir private Path directory;

  @Test
  void tellsWhatWouldBeDone() {
    PlanView view = plan(snapshot());

    Golden.assertIs("plan.txt", PlanText.render(view, Styles.HIDDEN));
    assertThat(view.routers())
        .extracting(PlanView.RouterShown::router)
        .containsExactly("tenant-a/edge", "tenant-b/wire");
    assertThat(view.predicted().largestShortfallCores())
        .isLessThanOrEqualTo(view.before().largestShortfallCores());
  }

  @Test
  void findsTheSameInASnapshotThatWasKeptInAFile() {
    Path file = directory.resolve("edge.json");
    SnapshotFiles.write(file, snapshot());

    assertThat(plan(SnapshotFiles.read(file))).isEqualTo(plan(snapshot()));
  }

  @Test
  void countsTheSpecsOfManifestsInsteadOfThePresentOnes() throws IOException {
    VirtualRouter wire = Recorded.router("wire");
    assertThat(entitled(plan(snapshot()), "tenant-b/wire")).isEqualTo(0.67);
    Path file = directory.resolve("other.yaml");
    Files.writeString(
        file,
        """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: %s, namespace: %s}
        spec:
          poolRef: {name: edge}
          entitlement: {maxCores: 200m}
          interfaces: [{name: left, network: uplink}, {name: right, network: customers}]
          forwarding: {bridge: {}}
        ---
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: unknown, namespace: tenant-b}
        spec:
          poolRef: {name: edge}
          interfaces: [{name: left, network: uplink}, {name: right, network: customers}]
          forwarding: {bridge: {}}
        """
            .formatted(wire.getMetadata().getName(), wire.getMetadata().getNamespace()));

    PlanView view = plan(snapshot().with(SnapshotFiles.manifests(file)));

    assertThat(entitled(view, "tenant-b/wire")).isEqualTo(0.2);
    assertThat(view.notes())
        .contains("VirtualRouter unknown is not in the snapshot: it is left out.");
  }

  @Test
  void saysThatAForwarderIsSilent() {
    PlanView view = PoolPlan.view(pool(), Recorded.state(), LiveFigures.NONE);

    assertThat(view.verdict()).isEqualTo("NotReady");
    assertThat(view.message()).isEqualTo("No fresh report from edge-node-1.");
    assertThat(view.moves()).isEmpty();
  }

  private static double entitled(PlanView view, String router) {
    return view.routers().stream()
        .filter(each -> each.router().equals(router))
        .findFirst()
        .orElseThrow()
        .entitledCores();
  }

  private static Snapshot snapshot() {
    return Snapshot.of(
        Recorded.state(),
        Map.of(
            Recorded.FORWARDER,
            List.of(Recorded.text("metrics-first.txt"), Recorded.text("metrics-later.txt"))),
        List.of());
  }

  private static ForwarderPool pool() {
    return Recorded.state().pool("edge").orElseThrow();
  }

  private static PlanView plan(Snapshot snapshot) {
    return PoolPlan.view(
        snapshot.state().pool("edge").orElseThrow(), snapshot.state(), snapshot.live());
  }
}
