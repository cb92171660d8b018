package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.cluster.ClusterProblem;

/** What the process ends with; documented in the usage. */
final class ExitCode {

  static final int UNREACHABLE = 3;
  static final int FORBIDDEN = 4;
  static final int NOT_INSTALLED = 5;
  static final int NOT_FOUND = 6;
  static final int FILE = 7;

  private ExitCode() {}

  static int of(ClusterProblem problem) {
    return switch (problem.kind()) {
      case UNREACHABLE -> UNREACHABLE;
      case FORBIDDEN -> FORBIDDEN;
      case NOT_INSTALLED -> NOT_INSTALLED;
      case NOT_FOUND -> NOT_FOUND;
      case FILE -> FILE;
    };
  }
}
