package dev.fairlane.operator.it;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what conditions say, as STATUS/REASON. */
final class Conditions {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Conditions() {}

  /**
   * Waits until the router's condition says this of the router's present generation, and returns
   * the router.
   */
  static VirtualRouter await(Story story, String router, String type, String expected) {
    return Awaitility.await(router + ": " + type + "=" + expected)
        .atMost(SOON)
        .until(() -> story.router(router), found -> expected.equals(of(found, type)));
  }

  static String of(VirtualRouter router, String type) {
    if (router == null
        || router.getStatus() == null
        || !router.getMetadata().getGeneration().equals(router.getStatus().observedGeneration())) {
      return "";
    }
    return says(router.getStatus().conditions(), type);
  }

  static String says(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.getType().equals(type))
        .map(condition -> condition.getStatus() + "/" + condition.getReason())
        .findFirst()
        .orElse("");
  }

  /** When the condition got its present status. */
  static String since(VirtualRouter router, String type) {
    return router.getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .map(Condition::getLastTransitionTime)
        .findFirst()
        .orElseThrow();
  }

  static void eventually(String what, Callable<Boolean> holds) {
    Awaitility.await(what).atMost(SOON).until(holds);
  }
}
