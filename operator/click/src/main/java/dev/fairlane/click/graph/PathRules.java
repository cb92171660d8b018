package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Sharing;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A path for each element that brings packets in, each of another interface; paths that meet in a
 * joining element are one; nothing is without a path.
 */
record PathRules(Joints joints, Problems problems) {

  List<Graph.Path> paths() {
    Map<Integer, BitSet> bySource = new TreeMap<>();
    Set<List<Element.Value>> devices = new HashSet<>();
    BitSet reached = new BitSet();
    for (int i = 0; i < joints.elements().size(); i++) {
      Vertex element = joints.elements().get(i);
      if (element.elementClass.startsPath()) {
        if (!devices.add(element.arguments)) {
          problems.add(
              element.position,
              "Two elements %s read the same interface; each has one path."
                  .formatted(element.elementClass.name()));
        }
        bySource.put(i, joints.reachedFrom(i));
        reached.or(bySource.get(i));
      }
    }
    if (bySource.isEmpty()) {
      problems.add(Position.START, "No element brings packets in, so there is no path.");
      return List.of();
    }
    refuseUnreached(reached);
    return join(bySource);
  }

  private void refuseUnreached(BitSet reached) {
    int count = joints.elements().size();
    for (int i = reached.nextClearBit(0); i < count; i = reached.nextClearBit(i + 1)) {
      Vertex element = joints.elements().get(i);
      problems.add(
          element.position, "No packet can reach %s.".formatted(Problems.quote(element.label)));
    }
  }

  private List<Graph.Path> join(Map<Integer, BitSet> bySource) {
    BitSet joining = new BitSet();
    for (int i = 0; i < joints.elements().size(); i++) {
      joining.set(i, joints.elements().get(i).elementClass.sharing() == Sharing.JOINING);
    }
    List<BitSet> groups = new ArrayList<>();
    for (BitSet own : bySource.values()) {
      BitSet merged = (BitSet) own.clone();
      BitSet shared = (BitSet) own.clone();
      shared.and(joining);
      for (BitSet other : List.copyOf(groups)) {
        if (other.intersects(shared)) {
          groups.remove(other);
          merged.or(other);
        }
      }
      groups.add(merged);
    }
    return groups.stream()
        .map(
            group ->
                new Graph.Path(
                    names(group.stream().filter(bySource::containsKey).boxed().toList()),
                    names(group.stream().boxed().toList())))
        .sorted(Comparator.comparing((Graph.Path path) -> path.sources().getFirst()))
        .toList();
  }

  private List<String> names(List<Integer> places) {
    return places.stream().map(place -> joints.elements().get(place).name).toList();
  }
}
