package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.Golden;
import dev.fairlane.kubectl.text.Styles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The committed reference is what the commands say of themselves. With {@code
 * -Dfairlane.generate=true} it is written first.
 */
class ReferenceDocumentTest {

  private static final Path FILE = Path.of("..", "..", "docs", "reference", "kubectl-fairlane.md");
  private static final int COLUMNS = 110;
  private static final String HEAD =
      """
      # kubectl fairlane

      Generated from the commands' own help: do not edit. After a change of the commands: `make generate`.

      A plugin of kubectl that looks into virtual routers and forwarders. It reads, and never writes.

      ## Install

      `make kubectl-fairlane` builds it and prints the folder to put on the `PATH`. It needs a Java runtime of at least 21
      (`JAVA_HOME`, or `java` on the `PATH`). The folder `operator/kubectl-fairlane/target/dist` may be copied anywhere.
      With kubectl's own shell completion set up, commands and options of the plugin are completed too.

      ## Rights

      | to see | the caller needs |
      |---|---|
      | routers of one namespace, with the figures of their status | `list` on `virtualrouters.fairlane.dev` in that namespace |
      | pools, workers, tenants | `list` on `forwarderpools.fairlane.dev`, `forwarders.fairlane.dev` and `namespaces` in the whole cluster |
      | live figures | `get` on `pods/proxy` in the namespace of the forwarders; the API server must reach port 8080 of their pods (the chart's `networkPolicy.metricsFrom`) |
      | what is due | live figures of the whole pool, and `list` on `virtualrouters.fairlane.dev` in the whole cluster |
      | events | `list` on `events` in the router's namespace |

      What the caller may not see is left out, and a note says so.
      """;

  @Test
  void committedReferenceIsFresh() {
    CommandLine root =
        FairlaneCommand.commandLine(new World(Clock.systemUTC(), time -> false, Styles.HIDDEN));
    StringBuilder text = new StringBuilder(HEAD);
    section(text, "kubectl fairlane", root);
    for (String name : List.of("top", "explain", "plan")) {
      section(text, "kubectl fairlane " + name, root.getSubcommands().get(name));
    }

    Golden.assertIs(FILE, text.toString());
  }

  private static void section(StringBuilder text, String heading, CommandLine command) {
    command.setUsageHelpWidth(COLUMNS);
    text.append("\n## ").append(heading).append("\n\n```text\n");
    command
        .getUsageMessage(Ansi.OFF)
        .lines()
        .forEach(line -> text.append(line.stripTrailing()).append('\n'));
    text.append("```\n");
  }
}
