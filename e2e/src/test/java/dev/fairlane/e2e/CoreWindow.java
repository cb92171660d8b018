package dev.fairlane.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.WorkerShare;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What routers received of the cores between two reports of one forwarder.
 *
 * @param before the earlier report
 * @param after the later report, of the same boot
 */
record CoreWindow(JsonNode before, JsonNode after) {

  private static final double NANOS_PER_SECOND = 1e9;

  double seconds() {
    return (after.get("monotonicNanos").asLong() - before.get("monotonicNanos").asLong())
        / NANOS_PER_SECOND;
  }

  /** The least fraction of its CPU that a worker really had, 0 to 1. */
  double leastCpu() {
    double least = 1;
    for (int worker = 0; worker < after.get("workers").size(); worker++) {
      least = Math.min(least, available(worker) / growth("/workers/%d/elapsedCycles", worker));
    }
    return least;
  }

  /** Fraction of the available time of all workers in which they dispatched, 0 to 1. */
  double busy() {
    double busy = 0;
    double available = 0;
    for (int worker = 0; worker < after.get("workers").size(); worker++) {
      busy += growth("/workers/%d/busyCycles", worker);
      available += available(worker);
    }
    return busy / available;
  }

  /** Cores that the router received: busy / (elapsed - stolen), over the workers of its paths. */
  double received(String uid) {
    JsonNode now = router(after, uid);
    JsonNode then = router(before, uid);
    double cores = 0;
    for (int path = 0; path < now.get("paths").size(); path++) {
      cores +=
          (cycles(now, path) - cycles(then, path))
              / available(now.at("/paths/%d/worker".formatted(path)).asInt());
    }
    return cores;
  }

  /**
   * Cores that each router could receive when all of them always have work: its part of the shares
   * of each worker, of the time in which that worker dispatched.
   */
  Map<String, Double> achievable(List<AssignedRouter> routers) {
    Map<Integer, Double> all = new HashMap<>();
    for (AssignedRouter router : routers) {
      for (WorkerShare share : router.shares()) {
        all.merge(share.worker(), (double) share.sharePpm(), Double::sum);
      }
    }
    Map<String, Double> cores = new HashMap<>();
    for (AssignedRouter router : routers) {
      for (WorkerShare share : router.shares()) {
        int worker = share.worker();
        double dispatched = growth("/workers/%d/busyCycles", worker) / available(worker);
        cores.merge(router.uid(), share.sharePpm() / all.get(worker) * dispatched, Double::sum);
      }
    }
    return cores;
  }

  /** Cycles a second that the worker with the least of them really had. */
  double availableCyclesPerSecond() {
    double least = Double.MAX_VALUE;
    for (int worker = 0; worker < after.get("workers").size(); worker++) {
      least = Math.min(least, available(worker) / seconds());
    }
    return least;
  }

  /**
   * How far the worst router is from what it could receive, as a part of that. Who missed nothing
   * received all that it could use; the others of a worker, and the one that always has work,
   * divide by their shares what those left of the time in which the worker dispatched.
   *
   * @param routers of one path each
   * @param overloaded uid of the router that always has work
   */
  double largestError(List<AssignedRouter> routers, String overloaded) {
    double largest = 0;
    for (AssignedRouter router : routers) {
      if (isLimited(router, overloaded)) {
        double achievable = levelOf(routers, overloaded, worker(router)) * share(router);
        largest = Math.max(largest, Math.abs(received(router.uid()) / achievable - 1));
      }
    }
    return largest;
  }

  /** Cores for each part of a share that the limited routers of a worker could receive. */
  private double levelOf(List<AssignedRouter> routers, String overloaded, int worker) {
    double left = growth("/workers/%d/busyCycles", worker) / available(worker);
    double shares = 0;
    for (AssignedRouter router : routers) {
      if (worker(router) != worker) {
        continue;
      }
      if (isLimited(router, overloaded)) {
        shares += share(router);
      } else {
        left -= received(router.uid());
      }
    }
    return left / shares;
  }

  private boolean isLimited(AssignedRouter router, String overloaded) {
    return router.uid().equals(overloaded) || missedPackets(router.uid()) > 0;
  }

  private static int worker(AssignedRouter router) {
    return router.paths().get(0).worker();
  }

  private static double share(AssignedRouter router) {
    return router.shares().stream()
        .filter(share -> share.worker() == worker(router))
        .findFirst()
        .orElseThrow()
        .sharePpm();
  }

  /** A figure of the router's moves, such as lostPackets: what it grew by. */
  long moves(String uid, String field) {
    return movesOf(after, uid, field) - movesOf(before, uid, field);
  }

  private static long movesOf(JsonNode report, String uid, String field) {
    return router(report, uid).at("/paths/0/moves/" + field).asLong();
  }

  /** Packets that were offered to the router and lost before its paths fetched them. */
  long missedPackets(String uid) {
    long missed = 0;
    for (JsonNode path : router(after, uid).get("paths")) {
      missed += path.get("missedPackets").asLong();
    }
    for (JsonNode path : router(before, uid).get("paths")) {
      missed -= path.get("missedPackets").asLong();
    }
    return missed;
  }

  private double available(int worker) {
    return growth("/workers/%d/elapsedCycles", worker) - growth("/workers/%d/stolenCycles", worker);
  }

  private double growth(String pointer, int worker) {
    String field = pointer.formatted(worker);
    return after.at(field).asLong() - before.at(field).asLong();
  }

  private static double cycles(JsonNode router, int path) {
    return router.at("/paths/%d/busyCycles".formatted(path)).asLong();
  }

  private static JsonNode router(JsonNode report, String uid) {
    for (JsonNode router : report.get("routers")) {
      if (router.get("uid").asText().equals(uid)) {
        return router;
      }
    }
    throw new AssertionError("the report has no router " + uid);
  }
}
