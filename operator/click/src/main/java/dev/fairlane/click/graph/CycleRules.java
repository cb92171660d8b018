package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * No packet goes round for ever: every cycle has an element through which a packet cannot come
 * back.
 */
final class CycleRules {

  private final Joints joints;
  private final Problems problems;
  private final boolean[] left;
  private final List<Integer> trail = new ArrayList<>();

  private CycleRules(Joints joints, Problems problems) {
    this.joints = joints;
    this.problems = problems;
    this.left = new boolean[joints.elements().size()];
  }

  static void check(Joints joints, Problems problems) {
    CycleRules rules = new CycleRules(joints, problems);
    for (int place = 0; place < rules.left.length; place++) {
      rules.visit(place);
    }
  }

  /** Depth first; as deep as there are elements, of which there are at most a few hundred. */
  private void visit(int place) {
    int start = trail.indexOf(place);
    if (start >= 0) {
      refuse(trail.subList(start, trail.size()));
      return;
    }
    if (left[place] || joints.elements().get(place).elementClass.breaksCycles()) {
      return;
    }
    trail.add(place);
    joints.next().get(place).forEach(this::visit);
    trail.removeLast();
    left[place] = true;
  }

  private void refuse(List<Integer> cycle) {
    problems.add(
        closing(cycle.getLast(), cycle.getFirst()),
        "Packets could go round for ever through %s."
            .formatted(
                cycle.stream()
                    .map(place -> Problems.quote(joints.elements().get(place).label))
                    .collect(Collectors.joining(", "))));
  }

  private Position closing(int from, int to) {
    return joints.connections().entrySet().stream()
        .filter(each -> each.getKey().from() == from && each.getKey().to() == to)
        .map(each -> each.getValue())
        .findFirst()
        .orElseThrow();
  }
}
