package dev.fairlane.kubectl.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What kubectl's own completion asks of a plugin, by the executable {@code
 * kubectl_complete-fairlane}: one candidate a line, then a directive of Cobra's.
 */
@Command(name = "__complete", hidden = true)
final class CompleteCommand implements Callable<Integer> {

  /** Offers no files when nothing else fits. */
  private static final String NO_FILES = ":4";

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    List<String> typed = words.isEmpty() ? List.of("") : words;
    String last = typed.get(typed.size() - 1);
    List<CharSequence> rests = new ArrayList<>();
    AutoComplete.complete(
        spec.parent(),
        typed.toArray(String[]::new),
        typed.size() - 1,
        last.length(),
        last.length(),
        rests);
    PrintWriter out = spec.commandLine().getOut();
    rests.stream().map(rest -> last + rest).sorted().distinct().forEach(out::println);
    out.println(NO_FILES);
    out.flush();
    return 0;
  }
}
