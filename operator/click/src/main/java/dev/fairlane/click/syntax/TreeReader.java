package dev.fairlane.click.syntax;

import dev.fairlane.click.grammar.ClickParser;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes the syntax tree from ANTLR's parse tree, which must be without errors. */
final class TreeReader {

  private final Problems problems;
  private final PortReader ports;

  TreeReader(Problems problems) {
    this.problems = problems;
    this.ports = new PortReader(problems);
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
      } else if (context.requirement() != null) {
        Requirements.check(ArgumentTexts.of(context.requirement().arguments()), problems);
      } else if (context.variables() != null) {
        statements.add(new Statement.Variables(ArgumentTexts.of(context.variables().arguments())));
      } else if (context.chain() != null) {
        statements.add(chain(context.chain()));
      }
    }
    return statements;
  }

  private Statement chain(ClickParser.ChainContext context) {
    List<ClickParser.StageContext> parts = context.stage();
    List<Stage> stages = new ArrayList<>();
    for (int place = 0; place < parts.size(); place++) {
      List<Node> nodes = parts.get(place).node().stream().map(this::node).toList();
      stages.add(new Stage(arrow(context, place), nodes));
    }
    stages.getFirst().nodes().forEach(node -> refuseLoose(node.input(), "in front of"));
    stages.getLast().nodes().forEach(node -> refuseLoose(node.output(), "behind"));
    return stages.size() > 1 ? new Statement.Chain(stages) : alone(stages.getFirst());
  }

  private static Stage.Arrow arrow(ClickParser.ChainContext context, int place) {
    if (place == 0) {
      return Stage.Arrow.NONE;
    }
    // Stages and arrows take turns.
    TerminalNode arrow = (TerminalNode) context.getChild(2 * place - 1);
    return arrow.getSymbol().getType() == ClickParser.ARROW
        ? Stage.Arrow.SINGLE
        : Stage.Arrow.DOUBLE;
  }

  /** Names apart by commas in front of a declaration, and nothing else, are declared like it. */
  private Statement alone(Stage stage) {
    List<Node> nodes = stage.nodes();
    List<Node> first = nodes.subList(0, nodes.size() - 1);
    if (first.isEmpty() || !first.stream().allMatch(TreeReader::isBare)) {
      return new Statement.Chain(List.of(stage));
    }
    if (!(nodes.getLast().term() instanceof Node.Declaration last) || last.names().isEmpty()) {
      problems.add(
          first.getFirst().term().position(),
          "Several names need \"::\" and an element class behind them.");
      return new Statement.Chain(List.of(stage));
    }
    List<Name> names = new ArrayList<>();
    first.forEach(node -> names.add(((Node.Mention) node.term()).name()));
    names.addAll(last.names());
    Node.Term all = new Node.Declaration(names.getFirst().position(), names, last.use());
    Node node = new Node(Optional.empty(), all, Optional.empty());
    return new Statement.Chain(List.of(new Stage(Stage.Arrow.NONE, List.of(node))));
  }

  private static boolean isBare(Node node) {
    return node.term() instanceof Node.Mention mention && mention.arguments().isEmpty();
  }

  private void refuseLoose(Optional<PortList> list, String side) {
    list.ifPresent(
        loose ->
            problems.add(
                loose.position(),
                "Port [%d] has no \"->\" %s it.".formatted(loose.numbers().getFirst(), side)));
  }

  private Node node(ClickParser.NodeContext context) {
    return new Node(ports.input(context), term(context.element()), ports.output(context));
  }

  private Node.Term term(ClickParser.ElementContext context) {
    Position position = position(context.start);
    if (context.compound() != null) {
      return new Node.Declaration(
          position,
          List.of(),
          new Use.OfCompound(compound(context.compound()), ArgumentTexts.of(context.arguments())));
    }
    Name name = name(context.NAME());
    if (context.use() != null) {
      return new Node.Declaration(position, List.of(name), use(context.use()));
    }
    return new Node.Mention(name, Optional.ofNullable(context.arguments()).map(ArgumentTexts::of));
  }

  private Use use(ClickParser.UseContext context) {
    List<Argument> arguments = ArgumentTexts.of(context.arguments());
    return context.compound() != null
        ? new Use.OfCompound(compound(context.compound()), arguments)
        : new Use.OfClass(name(context.NAME()), arguments);
  }

  private Compound compound(ClickParser.CompoundContext context) {
    List<Compound.Parameter> parameters =
        context.parameters() == null
            ? List.of()
            : context.parameters().parameter().stream().map(TreeReader::parameter).toList();
    return new Compound(position(context.start), parameters, statements(context.statement()));
  }

  private static Compound.Parameter parameter(ClickParser.ParameterContext context) {
    return new Compound.Parameter(
        Optional.ofNullable(context.NAME()).map(TreeReader::name), name(context.VARIABLE()));
  }

  private static Name name(TerminalNode node) {
    return new Name(position(node.getSymbol()), node.getText());
  }
}
