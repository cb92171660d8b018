package dev.fairlane.click.syntax;

import dev.fairlane.click.grammar.ClickLexer;
import dev.fairlane.click.grammar.ClickParser;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Reads text. */
public final class Source {

  /** The largest text, in bytes of UTF-8. */
  public static final int MAX_BYTES = 64 * 1024;

  /** How deep braces and parentheses may be nested. */
  public static final int MAX_DEPTH = 32;

  /** The highest number that a port can have: it bounds what can be said of unconnected ones. */
  public static final int MAX_PORT = 255;

  private Source() {}

  /**
   * The statements of the text.
   *
   * @param problems receives what is wrong; when it receives anything, the result is meaningless
   */
  public static List<Statement> read(String text, Problems problems) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      problems.add(
          Position.START,
          "The configuration has %d bytes, and the most is %d.".formatted(bytes, MAX_BYTES));
      return List.of();
    }
    ClickLexer lexer = new ClickLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    // The parser calls itself for each level, so the depth is judged before it runs.
    if (tooDeep(tokens.getTokens(), problems)) {
      return List.of();
    }
    ClickParser parser = new ClickParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(new SyntaxErrors(problems));
    ClickParser.ConfigurationContext tree = parser.configuration();
    return problems.isEmpty() ? new TreeReader(problems).statements(tree.statement()) : List.of();
  }

  private static boolean tooDeep(List<Token> tokens, Problems problems) {
    int depth = 0;
    for (Token token : tokens) {
      switch (token.getType()) {
        case ClickLexer.LEFT_BRACE, ClickLexer.OPEN -> depth++;
        case ClickLexer.RIGHT_BRACE, ClickLexer.CLOSE -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        problems.add(
            TreeReader.position(token),
            "Braces and parentheses are nested more than %d deep here.".formatted(MAX_DEPTH));
        return true;
      }
    }
    return false;
  }
}
