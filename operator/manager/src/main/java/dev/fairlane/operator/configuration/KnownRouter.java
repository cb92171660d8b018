package dev.fairlane.operator.configuration;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.ClickParameters;
import dev.fairlane.operator.model.RouterVersion;

/** A router as its tenant wants it, with the values of its parameters. */
public record KnownRouter(VirtualRouter resource, ClickParameters parameters) {

  RouterVersion version() {
    return RouterVersion.of(resource, parameters);
  }
}
