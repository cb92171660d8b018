package dev.fairlane.click.syntax;

import dev.fairlane.click.grammar.ClickParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads what stands in the parentheses of an element, a requirement or a definition. */
final class ArgumentTexts {

  private ArgumentTexts() {}

  /** None for null: there were no parentheses. */
  static List<Argument> of(ClickParser.ArgumentsContext context) {
    if (context == null) {
      return List.of();
    }
    List<Argument> arguments = new ArrayList<>();
    for (ClickParser.ArgumentContext argument : context.argument()) {
      // An empty argument starts at what follows it, its comma or parenthesis.
      arguments.add(new Argument(TreeReader.position(argument.start), text(argument)));
    }
    // "()" is no argument, and so is nothing behind the last comma.
    if (arguments.getLast().text().isEmpty()) {
      arguments.removeLast();
    }
    return arguments;
  }

  private static String text(ParserRuleContext context) {
    StringBuilder text = new StringBuilder();
    append(context, text, new int[] {-1});
    return text.toString();
  }

  /** Appends the words, apart by a blank where they are apart in the source. */
  private static void append(ParseTree tree, StringBuilder text, int[] end) {
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
      append(tree.getChild(child), text, end);
    }
  }
}
