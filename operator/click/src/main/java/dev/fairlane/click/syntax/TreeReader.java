package dev.fairlane.click.syntax;

import dev.fairlane.click.grammar.ClickParser;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes the syntax tree from ANTLR's parse tree, which must be without errors. */
final class TreeReader {

  /** Bounds what can be said of the ports below it that are not connected. */
  private static final int MAX_PORT = 63;

  private final Problems problems;

  TreeReader(Problems problems) {
    this.problems = problems;
  }

  static Position position(Token token) {
    return new Position(token.getLine(), token.getCharPositionInLine() + 1);
  }

  List<Statement> statements(List<ClickParser.StatementContext> contexts) {
    List<Statement> statements = new ArrayList<>();
    for (ClickParser.StatementContext context : contexts) {
      if (context.definition() != null) {
        ClickParser.DefinitionContext definition = context.definition();
        statements.add(
            new Statement.Definition(name(definition.NAME()), compound(definition.compound())));
      } else if (context.chain() != null) {
        statements.add(chain(context.chain()));
      }
    }
    return statements;
  }

  private Statement chain(ClickParser.ChainContext context) {
    List<Node> nodes = new ArrayList<>();
    List<ClickParser.NodeContext> parts = context.node();
    for (ClickParser.NodeContext part : parts) {
      Optional<Port> input = Optional.empty();
      Optional<Port> output = Optional.empty();
      for (ClickParser.PortContext port : part.port()) {
        boolean before = port.start.getTokenIndex() < part.element().start.getTokenIndex();
        if (before) {
          input = Optional.of(port(port));
          refuseLoose(input.get(), part == parts.getFirst(), "in front of");
        } else {
          output = Optional.of(port(port));
          refuseLoose(output.get(), part == parts.getLast(), "behind");
        }
      }
      nodes.add(new Node(input, term(part.element()), output));
    }
    return new Statement.Chain(nodes);
  }

  private void refuseLoose(Port port, boolean atTheEdge, String side) {
    if (atTheEdge) {
      problems.add(
          port.position(), "Port [%d] has no \"->\" %s it.".formatted(port.number(), side));
    }
  }

  private Port port(ClickParser.PortContext context) {
    Position position = position(context.start);
    String digits = context.NUMBER().getText();
    int number = digits.length() > 6 ? MAX_PORT + 1 : Integer.parseInt(digits);
    if (number > MAX_PORT) {
      problems.add(
          position,
          "Port %s is too high: the highest is %d.".formatted(Problems.quote(digits), MAX_PORT));
      return new Port(position, 0);
    }
    return new Port(position, number);
  }

  private Node.Term term(ClickParser.ElementContext context) {
    Position position = position(context.start);
    if (context.compound() != null) {
      return new Node.Declaration(
          position,
          List.of(),
          new Use.OfCompound(compound(context.compound()), arguments(context.arguments())));
    }
    List<Name> names = context.names().NAME().stream().map(TreeReader::name).toList();
    if (context.use() != null) {
      return new Node.Declaration(position, names, use(context.use()));
    }
    if (names.size() > 1) {
      problems.add(position, "Several names need \"::\" and an element class behind them.");
    }
    return new Node.Mention(
        names.getFirst(), Optional.ofNullable(context.arguments()).map(this::arguments));
  }

  private Use use(ClickParser.UseContext context) {
    List<Argument> arguments = arguments(context.arguments());
    return context.compound() != null
        ? new Use.OfCompound(compound(context.compound()), arguments)
        : new Use.OfClass(name(context.NAME()), arguments);
  }

  private Compound compound(ClickParser.CompoundContext context) {
    List<Name> parameters =
        context.parameters() == null
            ? List.of()
            : context.parameters().VARIABLE().stream().map(TreeReader::name).toList();
    return new Compound(position(context.start), parameters, statements(context.statement()));
  }

  private List<Argument> arguments(ClickParser.ArgumentsContext context) {
    if (context == null) {
      return List.of();
    }
    List<Argument> arguments = new ArrayList<>();
    for (ClickParser.ArgumentContext argument : context.argument()) {
      // An empty argument starts at what follows it, its comma or parenthesis.
      arguments.add(new Argument(position(argument.start), text(argument)));
    }
    // "()" is no argument, and so is nothing behind the last comma.
    if (arguments.getLast().text().isEmpty()) {
      arguments.removeLast();
    }
    return arguments;
  }

  private static String text(ParserRuleContext context) {
    StringBuilder text = new StringBuilder();
    appendText(context, text, new int[] {-1});
    return text.toString();
  }

  /** Appends the words, apart by a blank where they are apart in the source. */
  private static void appendText(ParseTree tree, StringBuilder text, int[] end) {
    if (tree instanceof TerminalNode word) {
      Token token = word.getSymbol();
      if (end[0] >= 0 && token.getStartIndex() > end[0] + 1) {
        text.append(' ');
      }
      text.append(token.getText());
      end[0] = token.getStopIndex();
      return;
    }
    for (int child = 0; child < tree.getChildCount(); child++) {
      appendText(tree.getChild(child), text, end);
    }
  }

  private static Name name(TerminalNode node) {
    return new Name(position(node.getSymbol()), node.getText());
  }
}
