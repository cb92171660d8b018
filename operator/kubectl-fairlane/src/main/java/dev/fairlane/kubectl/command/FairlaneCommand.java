package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.cluster.ClusterProblem;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The plugin's root. */
@Command(
    name = "kubectl fairlane",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks into the virtual routers and forwarders of Fairlane.",
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:a mistake in this program",
      "2:wrong usage",
      "3:the cluster cannot be reached",
      "4:the caller lacks a right",
      "5:Fairlane is not installed in the cluster",
      "6:no such router or pool",
      "7:a file cannot be read or written, or is not what it has to be"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl fairlane top -A",
      "  kubectl fairlane top --pool edge --watch",
      "  kubectl fairlane explain edge -n tenant-a",
      "  kubectl fairlane plan edge"
    })
public final class FairlaneCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** The whole command line, ready to be executed. */
  public static CommandLine commandLine(World world) {
    CommandLine line =
        new CommandLine(new FairlaneCommand())
            .addSubcommand(new TopCommand(world))
            .addSubcommand(new ExplainCommand(world))
            .addSubcommand(new PlanCommand(world))
            .addSubcommand(new CompleteCommand());
    line.setExecutionExceptionHandler((failure, at, parsed) -> failed(failure, at));
    return line;
  }

  private static int failed(Exception failure, CommandLine at) throws Exception {
    if (!(failure instanceof ClusterProblem problem)) {
      throw failure;
    }
    PrintWriter err = at.getErr();
    err.println("Error: " + problem.getMessage());
    err.flush();
    return ExitCode.of(problem);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
