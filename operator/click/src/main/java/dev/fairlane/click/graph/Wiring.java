package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Node;
import dev.fairlane.click.syntax.PortList;
import dev.fairlane.click.syntax.Stage;
import dev.fairlane.click.syntax.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Draws the wires of a chain between elements that are made. */
record Wiring(Draft draft, Problems problems) {

  /**
   * @param made what became of each node; one that became nothing has had its complaint
   */
  void wire(Statement.Chain chain, Map<Node, Scope.Ends> made) {
    List<Stage> stages = chain.stages();
    for (int i = 1; i < stages.size(); i++) {
      Stage left = stages.get(i - 1);
      Stage right = stages.get(i);
      boolean known =
          made.keySet().containsAll(left.nodes()) && made.keySet().containsAll(right.nodes());
      if (!known
          || !fit(left.nodes(), "input", "output")
          || !fit(right.nodes(), "output", "input")) {
        draft.leaveOut();
        continue;
      }
      join(left, right, made);
    }
  }

  private void join(Stage left, Stage right, Map<Node, Scope.Ends> made) {
    Side outputs = side(left, Node::output);
    Side inputs = side(right, Node::input);
    boolean pairs = right.arrow() == Stage.Arrow.DOUBLE;
    if (pairs) {
      outputs = outputs.openFor(inputs);
      inputs = inputs.openFor(outputs);
    }
    Position position = right.nodes().getFirst().term().position();
    Optional<String> mismatch = Side.mismatch(outputs, inputs, pairs);
    if (mismatch.isPresent()) {
      problems.add(position, mismatch.get());
      draft.leaveOut();
      return;
    }
    List<Side.End> from = outputs.ends(inputs.least());
    List<Side.End> to = inputs.ends(outputs.least());
    for (int k = 0; k < Math.max(from.size(), to.size()); k++) {
      Side.End source = from.get(from.size() == 1 ? 0 : k);
      Side.End target = to.get(to.size() == 1 ? 0 : k);
      Vertex.connect(
          new Vertex.Wire(
              made.get(source.node()).output(),
              source.port(),
              made.get(target.node()).input(),
              target.port(),
              target.node().term().position()));
    }
  }

  private static Side side(Stage stage, Function<Node, Optional<PortList>> ports) {
    return new Side(
        stage.nodes().stream().map(node -> new Side.Member(node, ports.apply(node))).toList());
  }

  /** Whether the nodes may stand on this side of an arrow; says so where not. */
  private boolean fit(List<Node> nodes, String face, String wrong) {
    boolean fit = true;
    for (Node node : nodes) {
      if (node.term() instanceof Node.Mention mention && mention.name().text().equals(wrong)) {
        problems.add(
            mention.position(),
            wrong.equals("output")
                ? "Nothing can follow \"output\"; packets come in by \"input\"."
                : "Nothing can lead to \"input\"; packets leave by \"output\".",
            Optional.of(face));
        fit = false;
      }
    }
    return fit;
  }
}
