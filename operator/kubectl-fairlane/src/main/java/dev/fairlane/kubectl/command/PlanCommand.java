package dev.fairlane.kubectl.command;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.kubectl.cluster.Cluster;
import dev.fairlane.kubectl.cluster.ClusterObserver;
import dev.fairlane.kubectl.cluster.ClusterProblem;
import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.cluster.Snapshot;
import dev.fairlane.kubectl.cluster.SnapshotFiles;
import dev.fairlane.kubectl.cluster.SnapshotTaker;
import dev.fairlane.kubectl.plan.PlanText;
import dev.fairlane.kubectl.plan.PlanView;
import dev.fairlane.kubectl.plan.PoolPlan;
import dev.fairlane.kubectl.top.Top;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what rebalancing would do about a pool, now or with other specs. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Tells what rebalancing would do about a pool, by the operator's own code, and changes nothing.",
      "",
      "It looks at one window of the forwarders' metrics. What the operator has learned over time (noise, its cool-down, blocked paths) is not known here, so that it may decide otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl fairlane plan edge",
      "  kubectl fairlane plan edge --record edge.json",
      "  kubectl fairlane plan edge --snapshot edge.json -f new-weights.yaml"
    })
final class PlanCommand implements Callable<Integer> {

  private static final int LONGEST_WINDOW_SECONDS = 60;

  private final World world;
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "POOL", description = "Name of the ForwarderPool.")
  private String name;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Time over which figures are taken, 1 to 60 s. Default: 10.")
  private int windowSeconds;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Keeps what was looked at in this file.")
  private Path record;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Looks at what was recorded in this file, and at no cluster.")
  private Path snapshot;

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      description =
          "Manifests of the pool and of its routers, whose specs count instead of the present ones.")
  private Path manifests;

  PlanCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    requireSense();
    Snapshot taken = snapshot == null ? take() : SnapshotFiles.read(snapshot);
    if (record != null) {
      SnapshotFiles.write(record, taken);
    }
    Snapshot looked = manifests == null ? taken : taken.with(SnapshotFiles.manifests(manifests));
    ClusterState state = looked.state();
    print(PoolPlan.view(pool(state), state, looked.live()));
    return 0;
  }

  private Snapshot take() {
    try (Cluster cluster = connection.open()) {
      ClusterState state = new ClusterObserver(cluster, world.clock()).observe(Optional.empty());
      pool(state);
      return new SnapshotTaker(cluster)
          .take(state, name, () -> world.pause().pause(Duration.ofSeconds(windowSeconds)));
    }
  }

  private ForwarderPool pool(ClusterState state) {
    return state
        .pool(name)
        .orElseThrow(() -> new ClusterProblem(Kind.NOT_FOUND, Top.noSuchPool(name, state)));
  }

  private void requireSense() {
    if (snapshot != null && record != null) {
      throw new ParameterException(
          spec.commandLine(), "--record and --snapshot exclude each other.");
    }
    if (windowSeconds < 1 || windowSeconds > LONGEST_WINDOW_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--window: %d is not between 1 and %d; the nearest is %d."
              .formatted(
                  windowSeconds,
                  LONGEST_WINDOW_SECONDS,
                  Math.clamp(windowSeconds, 1, LONGEST_WINDOW_SECONDS)));
    }
  }

  private void print(PlanView view) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.isJson() ? Json.document(view) : PlanText.render(view, world.styles()));
    out.flush();
  }
}
