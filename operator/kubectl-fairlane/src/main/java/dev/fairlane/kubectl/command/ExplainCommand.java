package dev.fairlane.kubectl.command;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.Cluster;
import dev.fairlane.kubectl.cluster.ClusterObserver;
import dev.fairlane.kubectl.cluster.ClusterProblem;
import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.explain.Explain;
import dev.fairlane.kubectl.explain.Explanation;
import io.fabric8.kubernetes.api.model.Event;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells why one router is where it is. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Tells why a router is where it is: its conditions, the place of each path, how its entitlement was divided, what its pool planned last, its Events, and a next step where something is wrong.",
      "",
      "What you may not see is left out, with a note. How the entitlement was divided needs the right to list virtualrouters, forwarders and namespaces in the whole cluster."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl fairlane explain edge -n tenant-a",
      "  kubectl fairlane explain edge -n tenant-a -o json | jq -r '.nextSteps[]'"
    })
final class ExplainCommand implements Callable<Integer> {

  private final World world;
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "ROUTER", description = "Name of the VirtualRouter.")
  private String name;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Its namespace. Default: that of the context.")
  private String namespace;

  ExplainCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() {
    try (Cluster cluster = connection.open()) {
      String where = namespace == null ? cluster.defaultNamespace() : namespace;
      ClusterState state = new ClusterObserver(cluster, world.clock()).observe(Optional.of(where));
      VirtualRouter router =
          Explain.find(where, name, state)
              .orElseThrow(
                  () ->
                      new ClusterProblem(Kind.NOT_FOUND, Explain.noSuchRouter(where, name, state)));
      List<String> notes = new ArrayList<>(state.notes());
      List<Event> events = events(cluster, router, notes);
      print(Explain.explain(router, state, events, notes));
    }
    return 0;
  }

  private static List<Event> events(Cluster cluster, VirtualRouter router, List<String> notes) {
    try {
      return cluster.events(router.getMetadata().getNamespace(), router.getMetadata().getUid());
    } catch (ClusterProblem e) {
      if (e.kind() != Kind.FORBIDDEN) {
        throw e;
      }
      notes.add(e.getMessage());
      return List.of();
    }
  }

  private void print(Explanation explanation) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        output.isJson() ? Json.document(explanation) : Explain.text(explanation, world.styles()));
    out.flush();
  }
}
