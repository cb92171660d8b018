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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
  private static final int LONGEST_WINDOW_SECONDS = 60;

  private final World world;
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Routers of this namespace. Default: that of the context.")
  private String namespace;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Routers of all namespaces.")
  private boolean allNamespaces;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description = "Routers and workers of this pool alone; without -n, of all namespaces.")
  private String pool;

  @Option(
      names = {"-w", "--watch"},
      description = "Looks again after each window, until interrupted.")
  private boolean watch;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Time over which live figures are taken, 1 to 60 s. Default: 2.")
  private int windowSeconds;

  @Option(
      names = "--no-live",
      description = "Asks no forwarder: shows the figures of the status objects.")
  private boolean noLive;

  TopCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    requireSense();
    try (Cluster cluster = connection.open()) {
      Selection selection = new Selection(namespaceOf(cluster), Optional.ofNullable(pool));
      ClusterObserver observer = new ClusterObserver(cluster, world.clock());
      LiveSampler sampler = new LiveSampler(cluster);
      boolean goesOn = noLive || firstSample(observer, sampler, selection);
      while (goesOn) {
        ClusterState state = observer.observe(selection.namespace());
        requirePool(state);
        print(Top.view(state, live(sampler, state, selection), selection));
        goesOn = watch && pause();
      }
    }
    return 0;
  }

  private void requireSense() {
    if (namespace != null && allNamespaces) {
      throw new ParameterException(
          spec.commandLine(), "--namespace and --all-namespaces exclude each other.");
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

  private Optional<String> namespaceOf(Cluster cluster) {
    if (namespace != null) {
      return Optional.of(namespace);
    }
    return allNamespaces || pool != null
        ? Optional.empty()
        : Optional.of(cluster.defaultNamespace());
  }

  /** Figures are differences: the first reading shows nothing by itself. */
  private boolean firstSample(ClusterObserver observer, LiveSampler sampler, Selection selection) {
    ClusterState state = observer.observe(selection.namespace());
    requirePool(state);
    boolean anyAnswers = !Top.forwarders(state, selection).isEmpty();
    sampler.sample(Top.forwarders(state, selection));
    return !anyAnswers || pause();
  }

  private LiveFigures live(LiveSampler sampler, ClusterState state, Selection selection) {
    return noLive ? LiveFigures.NONE : sampler.sample(Top.forwarders(state, selection));
  }

  private void requirePool(ClusterState state) {
    if (pool != null && !state.pools().isEmpty() && state.pool(pool).isEmpty()) {
      throw new ClusterProblem(Kind.NOT_FOUND, Top.noSuchPool(pool, state));
    }
  }

  private boolean pause() {
    return world.pause().pause(Duration.ofSeconds(windowSeconds));
  }

  private void print(TopView view) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.print(watch ? Json.line(view) : Json.document(view));
    } else {
      out.print(watch && world.isTerminal() ? CLEAR_SCREEN : "");
      out.print(Top.text(view, world.styles()));
    }
    out.flush();
  }
}
