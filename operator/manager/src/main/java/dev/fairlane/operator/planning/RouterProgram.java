package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.RouterVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a router does with packets, as its forwarder applied it. What was learned of a router's
 * paths holds for one program: another one costs something else and wants something else, whatever
 * the router's name.
 *
 * @param uid of the router
 * @param parameters values of the parameters of its Click configuration, by name
 */
record RouterProgram(
    String uid,
    List<RouterInterface> interfaces,
    Forwarding forwarding,
    Map<String, String> parameters) {

  RouterProgram {
    interfaces = List.copyOf(interfaces);
    parameters = Map.copyOf(parameters);
  }

  /**
   * The programs of the routers, by NAMESPACE/NAME. While a forwarder has not reported a router's
   * present version, it runs the program of before.
   *
   * @param before what this gave at the last tick
   */
  static Map<String, RouterProgram> applied(
      Evaluation evaluation, Map<String, RouterProgram> before) {
    Map<String, RouterProgram> applied = new HashMap<>();
    for (VirtualRouter router : evaluation.snapshot().routers()) {
      String name = router.getMetadata().getNamespace() + "/" + router.getMetadata().getName();
      if (isApplied(evaluation.snapshot(), router)) {
        applied.put(name, of(evaluation.snapshot(), router));
      } else if (before.containsKey(name)) {
        applied.put(name, before.get(name));
      }
    }
    return applied;
  }

  private static boolean isApplied(PoolSnapshot snapshot, VirtualRouter router) {
    RouterVersion wanted = snapshot.versionOf(router);
    return snapshot.forwarders().stream()
        .flatMap(forwarder -> forwarder.reported(router.getMetadata().getUid()).stream())
        .anyMatch(reported -> RouterVersion.of(reported).equals(wanted));
  }

  private static RouterProgram of(PoolSnapshot snapshot, VirtualRouter router) {
    return new RouterProgram(
        router.getMetadata().getUid(),
        router.getSpec().interfaces(),
        router.getSpec().forwarding(),
        snapshot.parametersOf(router).values());
  }
}
