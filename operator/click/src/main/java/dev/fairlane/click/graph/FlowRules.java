package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Flow;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Push meets push and pull meets pull; an output and a pull input are connected once. What packets
 * are pulled through is plain: one way in, one way out, and no answers.
 */
final class FlowRules {

  private final Joints joints;
  private final Problems problems;
  private final Flow[] agnostic;
  private final Set<List<Integer>> outputs = new HashSet<>();
  private final Set<List<Integer>> inputs = new HashSet<>();

  private FlowRules(Joints joints, Problems problems) {
    this.joints = joints;
    this.problems = problems;
    this.agnostic = new Flow[joints.elements().size()];
    Arrays.fill(agnostic, Flow.AGNOSTIC);
  }

  static void check(Joints joints, Problems problems) {
    FlowRules rules = new FlowRules(joints, problems);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Connection connection : joints.connections().keySet()) {
        changed |= rules.spread(connection);
      }
    }
    joints.connections().forEach(rules::check);
    for (int place = 0; place < rules.agnostic.length; place++) {
      rules.checkPulled(place);
    }
  }

  private Vertex element(int place) {
    return joints.elements().get(place);
  }

  private Flow output(Connection c) {
    Flow declared = element(c.from()).elementClass.outputFlow();
    return declared == Flow.AGNOSTIC ? agnostic[c.from()] : declared;
  }

  private Flow input(Connection c) {
    Flow declared = element(c.to()).elementClass.inputFlow();
    return declared == Flow.AGNOSTIC ? agnostic[c.to()] : declared;
  }

  /** An agnostic element does as its neighbour; whether something changed. */
  private boolean spread(Connection c) {
    Flow output = output(c);
    Flow input = input(c);
    if (output == Flow.AGNOSTIC && input != Flow.AGNOSTIC) {
      agnostic[c.from()] = input;
      return true;
    }
    if (input == Flow.AGNOSTIC && output != Flow.AGNOSTIC) {
      agnostic[c.to()] = output;
      return true;
    }
    return false;
  }

  private void check(Connection c, Position position) {
    String from = Problems.quote(element(c.from()).label);
    String to = Problems.quote(element(c.to()).label);
    Flow output = output(c);
    Flow input = input(c);
    if (output != input) {
      problems.add(
          position,
          "%s cannot be connected to %s: one side is push, the other pull, and a queue belongs between them."
              .formatted(from, to));
    }
    if (!outputs.add(List.of(c.from(), c.output()))) {
      problems.add(
          position,
          "The %s output port %d of %s is connected twice."
              .formatted(output == Flow.PULL ? "pull" : "push", c.output(), from));
    }
    if (input == Flow.PULL && !inputs.add(List.of(c.to(), c.input()))) {
      problems.add(
          position, "The pull input port %d of %s is connected twice.".formatted(c.input(), to));
    }
  }

  private void checkPulled(int place) {
    Vertex element = element(place);
    if (agnostic[place] == Flow.PULL
        && (element.ins.size() > 1
            || element.outs.size() > 1
            || element.elementClass.breaksCycles())) {
      problems.add(
          element.position,
          "Packets cannot be pulled through %s; an Unqueue belongs between it and the queue."
              .formatted(Problems.quote(element.label)));
    }
  }
}
