package dev.fairlane.click.syntax;

import dev.fairlane.click.grammar.ClickParser;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads ports in brackets. */
record PortReader(Problems problems) {

  Optional<PortList> input(ClickParser.NodeContext node) {
    return list(node, true);
  }

  Optional<PortList> output(ClickParser.NodeContext node) {
    return list(node, false);
  }

  private Optional<PortList> list(ClickParser.NodeContext node, boolean before) {
    int element = node.element().start.getTokenIndex();
    return node.ports().stream()
        .filter(ports -> ports.start.getTokenIndex() < element == before)
        .findFirst()
        .map(this::list);
  }

  private PortList list(ClickParser.PortsContext context) {
    Position position = TreeReader.position(context.start);
    List<Integer> numbers = new ArrayList<>();
    boolean open = true;
    // The brackets are the first child and the last.
    for (ParseTree child : context.children.subList(1, context.getChildCount() - 1)) {
      Token token = ((TerminalNode) child).getSymbol();
      if (token.getType() == ClickParser.NUMBER) {
        open = false;
        add(token, numbers);
      } else if (open) {
        problems.add(
            TreeReader.position(token), "A port number is missing in front of this comma.");
      } else {
        open = true;
      }
    }
    return new PortList(position, numbers.isEmpty() ? List.of(0) : numbers, open);
  }

  private void add(Token token, List<Integer> numbers) {
    String digits = token.getText();
    Position position = TreeReader.position(token);
    int number = digits.length() > 6 ? Source.MAX_PORT + 1 : Integer.parseInt(digits);
    if (number > Source.MAX_PORT) {
      problems.add(
          position,
          "Port %s is too high: the highest is %d."
              .formatted(Problems.quote(digits), Source.MAX_PORT));
    } else if (numbers.contains(number)) {
      problems.add(position, "Port %d is in this list twice.".formatted(number));
    } else {
      numbers.add(number);
    }
  }
}
