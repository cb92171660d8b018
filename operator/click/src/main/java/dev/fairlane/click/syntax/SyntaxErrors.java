package dev.fairlane.click.syntax;

import dev.fairlane.click.grammar.ClickLexer;
import dev.fairlane.click.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Turns what ANTLR found into sentences for people. */
final class SyntaxErrors extends BaseErrorListener {

  /** More alternatives than this say nothing to a reader. */
  private static final int MOST_ALTERNATIVES = 5;

  private final Problems problems;

  SyntaxErrors(Problems problems) {
    this.problems = problems;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offending,
      int line,
      int column,
      String message,
      RecognitionException error) {
    Token token = (Token) offending;
    problems.add(
        TreeReader.position(token), sentence(token, (Parser) recognizer), suggestion(token));
  }

  private static String sentence(Token token, Parser parser) {
    return switch (token.getType()) {
      case ClickLexer.OPEN_COMMENT -> "This comment has no end: \"*/\" is missing.";
      case ClickLexer.OPEN_STRING ->
          "This string has no end: its closing quotation mark is missing.";
      default -> found(token) + " cannot stand here" + expected(parser) + ".";
    };
  }

  private static String found(Token token) {
    return token.getType() == Token.EOF ? "The end of the text" : Problems.quote(token.getText());
  }

  private static String expected(Parser parser) {
    List<String> words =
        parser.getExpectedTokens().toList().stream()
            .map(SyntaxErrors::word)
            .distinct()
            .sorted()
            .toList();
    if (words.isEmpty() || words.size() > MOST_ALTERNATIVES) {
      return "";
    }
    return words.stream().collect(Collectors.joining(" or ", "; expected ", ""));
  }

  private static String word(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the text";
      case ClickLexer.NAME -> "a name";
      case ClickLexer.NUMBER -> "a port number";
      case ClickLexer.VARIABLE -> "a parameter like $name";
      case ClickLexer.WORD, ClickLexer.STRING -> "an argument";
      case ClickLexer.COMMA -> "\",\"";
      case ClickLexer.CLOSE -> "\")\"";
      case ClickLexer.OPEN -> "\"(\"";
      default -> ClickLexer.VOCABULARY.getLiteralName(type).replace('\'', '"');
    };
  }

  private static Optional<String> suggestion(Token token) {
    return switch (token.getText()) {
      case "-", ">", "=" -> Optional.of("->");
      case ":" -> Optional.of("::");
      case "#" -> Optional.of("//");
      default -> Optional.empty();
    };
  }
}
