package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.cluster.Cluster;
import dev.fairlane.kubectl.cluster.ClusterObserver;
import dev.fairlane.kubectl.cluster.ClusterProblem;
import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.cluster.LiveSampler;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.top.Selection;
import dev.fairlane.kubectl.top.Top;
import dev.fairlane.kubectl.top.TopView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows who receives what. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows what routers are entitled to, what is due to them and what they receive, in cores, and where the time of the workers goes.",
      "",
      "Figures are live where you may get pods/proxy in the namespace of the forwarders and the API server reaches them; elsewhere they are those of the status objects, which may be old. The output says which, and how old.",
      "Due is what a router should receive with the present demands of all; it needs live figures of the whole pool."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl fairlane top -A                  all routers",
      "  kubectl fairlane top -n tenant-a         one tenant's routers",
      "  kubectl fairlane top --pool edge -w      one pool, again and again",
      "  kubectl fairlane top -A -o json | jq '.routers[] | select(.ready != \"True\")'"
    })
final class TopCommand implements Callable<Integer> {

  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

  private final World world;
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;

  @Mixin private TopOptions options;

  TopCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    options.requireSense(spec.commandLine());
    try (Cluster cluster = connection.open()) {
      Selection selection = options.selection(cluster.defaultNamespace());
      ClusterObserver observer = new ClusterObserver(cluster, world.clock());
      LiveSampler sampler = new LiveSampler(cluster);
      boolean goesOn = options.noLive() || firstSample(observer, sampler, selection);
      while (goesOn) {
        ClusterState state = observer.observe(selection.namespace());
        requirePool(state, selection);
        print(Top.view(state, live(sampler, state, selection), selection));
        goesOn = options.watch() && pause();
      }
    }
    return 0;
  }

  /** Figures are differences: the first reading shows nothing by itself. */
  private boolean firstSample(ClusterObserver observer, LiveSampler sampler, Selection selection) {
    ClusterState state = observer.observe(selection.namespace());
    requirePool(state, selection);
    boolean anyAnswers = !Top.forwarders(state, selection).isEmpty();
    sampler.sample(Top.forwarders(state, selection));
    return !anyAnswers || pause();
  }

  private LiveFigures live(LiveSampler sampler, ClusterState state, Selection selection) {
    return options.noLive() ? LiveFigures.NONE : sampler.sample(Top.forwarders(state, selection));
  }

  private void requirePool(ClusterState state, Selection selection) {
    selection
        .pool()
        .filter(pool -> !state.pools().isEmpty() && state.pool(pool).isEmpty())
        .ifPresent(
            pool -> {
              throw new ClusterProblem(Kind.NOT_FOUND, Top.noSuchPool(pool, state));
            });
  }

  private boolean pause() {
    return world.pause().pause(options.window());
  }

  private void print(TopView view) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.print(options.watch() ? Json.line(view) : Json.document(view));
    } else {
      out.print(options.watch() && world.isTerminal() ? CLEAR_SCREEN : "");
      out.print(Top.text(view, world.styles()));
    }
    out.flush();
  }
}
