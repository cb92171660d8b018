package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.text.Styles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import picocli.CommandLine;

/** Runs the whole command line inside the test. */
final class Plugin {

  /** What a run left. */
  record Result(int exitCode, String out, String err) {}

  private final InstantSource clock;
  private final World.Pause pause;

  Plugin(InstantSource clock, World.Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = FairlaneCommand.commandLine(new World(clock, pause, Styles.HIDDEN));
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exitCode = line.execute(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }
}
