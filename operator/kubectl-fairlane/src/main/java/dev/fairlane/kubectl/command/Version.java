package dev.fairlane.kubectl.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "kubectl-fairlane " + Objects.requireNonNullElse(version, "of an unpackaged build")
    };
  }
}
