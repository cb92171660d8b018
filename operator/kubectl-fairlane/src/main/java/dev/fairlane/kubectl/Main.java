package dev.fairlane.kubectl;

import dev.fairlane.kubectl.command.FairlaneCommand;
import dev.fairlane.kubectl.command.World;
import dev.fairlane.kubectl.text.Styles;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Help.Ansi;

/** The program. */
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Styles styles = Ansi.AUTO.enabled() ? Styles.SHOWN : Styles.HIDDEN;
    World world = new World(Clock.systemUTC(), Main::pause, styles);
    System.exit(FairlaneCommand.commandLine(world).execute(arguments));
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
