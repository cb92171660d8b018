package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.click.Checked;
import dev.fairlane.click.problem.Problem;
import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.model.ClickParameters;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses routers whose Click configuration has mistakes. Pure. */
final class GraphPolicy {

  /** More mistakes than these do not help a reader. */
  private static final int MOST_SHOWN = 10;

  private GraphPolicy() {}

  /** Why the router's graph is refused. */
  static Optional<Fact> refusal(
      VirtualRouter router, ClickParameters parameters, RouterGraphs graphs) {
    if (!parameters.problems().isEmpty()) {
      return Optional.of(
          Fact.no(Reason.PARAMETER_NOT_FOUND, String.join(" ", parameters.problems())));
    }
    return graphs
        .check(router, parameters)
        .filter(Checked.Refused.class::isInstance)
        .map(checked -> ((Checked.Refused) checked).problems())
        .map(problems -> Fact.no(Reason.GRAPH_REFUSED, message(problems)));
  }

  /**
   * What a router whose graph is refused keeps: the former graph goes on where a forwarder has it,
   * or may have it, because it does not answer.
   */
  static Optional<AssignedRouter> kept(VirtualRouter router, PoolSnapshot snapshot) {
    String uid = router.getMetadata().getUid();
    return snapshot.forwarders().stream()
        .filter(forwarder -> forwarder.report().isEmpty() || forwarder.reported(uid).isPresent())
        .map((ObservedForwarder forwarder) -> forwarder.router(uid))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String message(List<Problem> problems) {
    String shown =
        problems.stream().limit(MOST_SHOWN).map(GraphPolicy::text).collect(Collectors.joining(" "));
    int more = problems.size() - MOST_SHOWN;
    return "spec.forwarding.click: " + shown + (more > 0 ? " (and %d more)".formatted(more) : "");
  }

  private static String text(Problem problem) {
    return "line %d, column %d: %s%s"
        .formatted(
            problem.position().line(),
            problem.position().column(),
            problem.sentence(),
            problem.suggestion().map(" Did you mean \"%s\"?"::formatted).orElse(""));
  }
}
