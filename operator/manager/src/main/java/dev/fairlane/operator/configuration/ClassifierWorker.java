package dev.fairlane.operator.configuration;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which worker receives for the shared devices of a forwarder: the one of which the assigned
 * routers are entitled to the least. So it follows from the assignment alone, and moves only with
 * it. Pure.
 */
final class ClassifierWorker {

  private ClassifierWorker() {}

  /**
   * @param workers the forwarder's, empty while it has not told them
   * @return its index; 0 while neither workers nor routers are known
   */
  static int of(List<Integer> workers, List<AssignedRouter> routers) {
    Map<Integer, Long> entitledPpm = new TreeMap<>();
    workers.forEach(worker -> entitledPpm.put(worker, 0L));
    routers.stream()
        .flatMap(router -> router.shares().stream())
        .forEach(share -> entitledPpm.merge(share.worker(), (long) share.sharePpm(), Long::sum));
    return entitledPpm.entrySet().stream()
        .min(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(0);
  }
}
