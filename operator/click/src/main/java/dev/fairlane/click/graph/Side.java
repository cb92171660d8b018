package dev.fairlane.click.graph;

import dev.fairlane.click.syntax.Node;
import dev.fairlane.click.syntax.PortList;
import dev.fairlane.click.syntax.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One side of an arrow, as Click counts its ends: a port list has an end for each of its numbers,
 * and for more where it is open; a node without one has port 0.
 */
record Side(List<Member> members) {

  /** A node with its ports on this side. */
  record Member(Node node, Optional<PortList> ports) {

    int least() {
      return ports.map(list -> list.numbers().size()).orElse(1);
    }

    boolean isOpen() {
      return ports.map(PortList::open).orElse(false);
    }
  }

  /** Where a wire ends. */
  record End(Node node, int port) {}

  /** How many ends are written. */
  int least() {
    return members.stream().mapToInt(Member::least).sum();
  }

  private boolean isOpen() {
    return members.stream().anyMatch(Member::isOpen);
  }

  /** More than one end meets the other side. */
  private boolean isMany() {
    return least() > 1 || isOpen();
  }

  /** With "=>" a single node without ports has as many as the other side. */
  Side openFor(Side other) {
    if (members.size() > 1 || members.getFirst().ports().isPresent() || other.least() == 1) {
      return this;
    }
    Node node = members.getFirst().node();
    PortList all = new PortList(node.term().position(), List.of(0), true);
    return new Side(List.of(new Member(node, Optional.of(all))));
  }

  /** Why the two sides cannot be joined. */
  static Optional<String> mismatch(Side outputs, Side inputs, boolean pairs) {
    long open =
        outputs.members.stream().filter(Member::isOpen).count()
            + inputs.members.stream().filter(Member::isOpen).count();
    if (open > 1) {
      return Optional.of("Only one port list of a connection may end with a comma.");
    }
    if (!outputs.isMany() || !inputs.isMany()) {
      return Optional.empty();
    }
    if (!pairs) {
      return Optional.of("Several outputs and several inputs are joined one by one with \"=>\".");
    }
    boolean tooFew = outputs.least() < inputs.least() && !outputs.isOpen();
    boolean tooMany = outputs.least() > inputs.least() && !inputs.isOpen();
    if (tooFew || tooMany) {
      return Optional.of(
          "%d outputs cannot be joined one by one to %d inputs."
              .formatted(outputs.least(), inputs.least()));
    }
    return outputs.highest(inputs.least()) > Source.MAX_PORT
            || inputs.highest(outputs.least()) > Source.MAX_PORT
        ? Optional.of("This needs a port beyond %d, the highest.".formatted(Source.MAX_PORT))
        : Optional.empty();
  }

  private int highest(int wanted) {
    return ends(wanted).stream().mapToInt(End::port).max().orElse(0);
  }

  /** The ends in their order, at least {@code wanted} when a list is open. */
  List<End> ends(int wanted) {
    List<End> ends = new ArrayList<>();
    int more = Math.max(0, wanted - least());
    for (Member member : members) {
      List<Integer> numbers = member.ports().map(PortList::numbers).orElse(List.of(0));
      numbers.forEach(number -> ends.add(new End(member.node(), number)));
      for (int k = 1; member.isOpen() && k <= more; k++) {
        ends.add(new End(member.node(), numbers.getLast() + k));
      }
    }
    return ends;
  }
}
