package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.Report;
import java.util.Optional;

/**
 * Which state of a router something is about: the wish, an assignment, a configuration or a report.
 *
 * @param generation the VirtualRouter's metadata.generation
 * @param release stands for what the router takes from outside its spec, or is empty
 */
public record RouterVersion(long generation, String release) {

  public static RouterVersion of(VirtualRouter router, ClickParameters parameters) {
    return new RouterVersion(
        router.getMetadata().getGeneration(), ReleaseToken.of(router, parameters).orElse(""));
  }

  public static RouterVersion of(AssignedRouter assigned) {
    return of(assigned.generation(), assigned.release());
  }

  public static RouterVersion of(ConfigDocument.Router entry) {
    return of(entry.generation(), entry.release());
  }

  public static RouterVersion of(Report.Router reported) {
    return of(reported.generation(), reported.release());
  }

  private static RouterVersion of(long generation, String release) {
    return new RouterVersion(generation, Optional.ofNullable(release).orElse(""));
  }
}
