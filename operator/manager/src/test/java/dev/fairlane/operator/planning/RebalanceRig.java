package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool of one forwarder with two workers and the routers a and b, of two paths each, stepped by
 * ticks of 10 s. What a test does not say goes on: paths are idle.
 */
final class RebalanceRig {

  private static final long CYCLES_PER_TICK = 10_000_000_000L;
  private static final long DISPATCHES = 1_000;

  /** Both interfaces meet in a queue: one path carries them. */
  private static final String JOINED =
      """
      q :: Queue;
      FromDevice(left) -> q;
      FromDevice(right) -> q;
      q -> ToDevice(right);
      """;

  private final List<VirtualRouter> routers;
  private final boolean joined;
  private final ForwarderPool pool = Samples.pool(100);
  private final Map<String, Integer> assigned = new HashMap<>();
  private final Map<String, Counts> counts = new HashMap<>();
  private final Map<String, Long> generations = new HashMap<>();
  private RebalanceState state = RebalanceState.NEW;
  private String boot = "first";
  private boolean fresh = true;
  private long ticks;

  RebalanceRig() {
    this(false);
  }

  /**
   * @param joined whether the interfaces of router a have one path, that of the left one
   */
  RebalanceRig(boolean joined) {
    this.joined = joined;
    this.routers =
        List.of(
            joined ? Samples.click("a", 1, JOINED) : Samples.bridge("a", 1, Samples.NOW),
            Samples.bridge("b", 1, Samples.NOW));
  }

  /** Busy cycles, dispatches, full ones and packets since boot. */
  private record Counts(long busy, long dispatches, long full, long packets) {
    static final Counts NONE = new Counts(0, 0, 0, 0);
  }

  RebalanceRig policy(Rebalance rebalance) {
    ForwarderPoolSpec spec = pool.getSpec();
    pool.setSpec(
        new ForwarderPoolSpec(
            spec.nodeSelector(),
            spec.cores(),
            spec.hugepages(),
            spec.memory(),
            spec.buffersPerRouter(),
            spec.scheduler(),
            spec.networks(),
            spec.tenants(),
            rebalance));
    return this;
  }

  void approves(String plan) {
    pool.getMetadata().setAnnotations(Map.of("fairlane.dev/approve-plan", plan));
  }

  /** The intention says so, and the forwarder has not done it. */
  void assigns(String router, String interfaceName, int worker) {
    assigned.put(router + "/" + interfaceName, worker);
  }

  /** What a path did since the last tick. */
  RebalanceRig runs(String router, String interfaceName, double cores, boolean backlogged) {
    counts.merge(
        router + "/" + interfaceName,
        new Counts(
            (long) (cores * CYCLES_PER_TICK), DISPATCHES, backlogged ? DISPATCHES : 0, 1_000_000),
        (a, b) ->
            new Counts(
                a.busy() + b.busy(),
                a.dispatches() + b.dispatches(),
                a.full() + b.full(),
                a.packets() + b.packets()));
    return this;
  }

  void restarts() {
    boot = "second";
    counts.clear();
  }

  /** The router gets another MTU, and the forwarder has applied it. */
  void changes(String name) {
    long generation = 1 + generations.merge(name, 1L, Long::sum);
    for (VirtualRouter router : routers) {
      if (router.getMetadata().getName().equals(name)) {
        VirtualRouterSpec spec = router.getSpec();
        router.getMetadata().setGeneration(generation);
        router.setSpec(
            new VirtualRouterSpec(
                spec.poolRef(),
                spec.placement(),
                spec.entitlement(),
                List.of(
                    new RouterInterface("left", "uplink", null, 1300),
                    new RouterInterface("right", "customers", null, null)),
                spec.forwarding()));
      }
    }
  }

  void silent() {
    fresh = false;
  }

  /** One tick. */
  RebalanceStep step() {
    ticks++;
    Contact contact = Contact.NONE.answered(report(), topology(), Samples.NOW);
    var forwarder =
        new ObservedForwarder(
            Samples.forwarder(1, assigned("a", 0), assigned("b", 1)), contact, fresh);
    PoolSnapshot snapshot =
        Samples.snapshot(pool, List.of(forwarder), routers.toArray(VirtualRouter[]::new));
    Evaluation evaluation = Evaluation.of(snapshot, Samples.graphs());
    Plan plan = new PlacementPlanner().plan(evaluation);
    RebalanceStep step = RebalancePlanner.step(evaluation, plan, state, ticks * 10);
    state = step.next();
    return step;
  }

  private AssignedRouter assigned(String name, int index) {
    return new AssignedRouter(
        name + "-uid",
        1,
        Samples.TENANT,
        name,
        null,
        List.of(
            new AssignedInterface("left", "uplink-" + index),
            new AssignedInterface("right", "customers-" + index)),
        assignedPaths(name),
        List.of(new WorkerShare(0, 500_000, null), new WorkerShare(1, 500_000, null)));
  }

  private List<AssignedPath> assignedPaths(String name) {
    int left = assigned.getOrDefault(name + "/left", 0);
    return isJoined(name)
        ? List.of(new AssignedPath("left", left, List.of("right")))
        : List.of(
            new AssignedPath("left", left),
            new AssignedPath("right", assigned.getOrDefault(name + "/right", 1)));
  }

  private boolean isJoined(String name) {
    return joined && name.equals("a");
  }

  private Report report() {
    List<Report.Router> reported = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      reported.add(
          new Report.Router(
              name + "-uid",
              1 + generations.getOrDefault(name, 0L),
              null,
              Samples.TENANT + "/" + name,
              List.of(),
              List.of(
                  path(name, "left", 0, null),
                  isJoined(name) ? path(name, "right", 0, "left") : path(name, "right", 1, null))));
    }
    long elapsed = ticks * CYCLES_PER_TICK;
    return new Report(
        boot,
        "forwarder-uid",
        1,
        elapsed,
        1_000_000_000L,
        List.of(
            new Report.Worker(0, 1, elapsed, 0, elapsed, 0, 0),
            new Report.Worker(1, 2, elapsed, 0, elapsed, 0, 0)),
        reported);
  }

  private Report.Path path(String router, String interfaceName, int worker, String inputOf) {
    Counts of = counts.getOrDefault(router + "/" + interfaceName, Counts.NONE);
    return new Report.Path(
        interfaceName,
        worker,
        "Forwarding",
        of.busy(),
        of.dispatches(),
        of.full(),
        of.packets(),
        of.packets() * 64,
        of.packets(),
        0,
        0,
        null,
        Map.of(),
        null,
        inputOf,
        null);
  }

  private static Topology topology() {
    Topology one = Samples.topology();
    return new Topology(
        List.of(new Topology.Worker(0, 1, 0, 0), new Topology.Worker(1, 2, 0, 0)),
        1,
        "Exclusive",
        List.of(1, 2),
        true,
        one.devices());
  }
}
