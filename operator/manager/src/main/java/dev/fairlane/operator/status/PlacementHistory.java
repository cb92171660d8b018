package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PlacementChange;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where routers were seen forwarding last, and how they came from one placement to another: as far
 * as one operator process saw it. Immutable.
 *
 * @param seen by the router's uid
 * @param changes the last change of placement, by the router's uid
 */
public record PlacementHistory(Map<String, Seen> seen, Map<String, PlacementChange> changes) {

  public static final PlacementHistory NONE = new PlacementHistory(Map.of(), Map.of());

  /**
   * A router that forwards.
   *
   * @param time until when nobody has told it to stop
   * @param macs hardware address by interface
   */
  public record Seen(Placement placement, Instant time, Map<String, String> macs) {

    public Seen {
      macs = Map.copyOf(macs);
    }
  }

  public PlacementHistory {
    seen = Map.copyOf(seen);
    changes = Map.copyOf(changes);
  }

  public Optional<PlacementChange> lastChange(String routerUid) {
    return Optional.ofNullable(changes.get(routerUid));
  }

  /**
   * With what a turn saw: what forwarded when it began did so until the turn told it otherwise, and
   * what forwards at its end does since the report that says so.
   */
  public PlacementHistory after(PoolSnapshot start, List<ConfiguredForwarder> end) {
    Set<String> known =
        start.routers().stream()
            .map(router -> router.getMetadata().getUid())
            .collect(Collectors.toSet());
    Map<String, Seen> now = new HashMap<>(seen);
    Map<String, PlacementChange> changed = new HashMap<>(changes);
    for (ObservedForwarder forwarder : start.forwarders()) {
      forwarding(forwarder, start.time()).forEach((uid, each) -> note(uid, each, now, changed));
    }
    for (ConfiguredForwarder configured : end) {
      ObservedForwarder forwarder = configured.forwarder();
      forwarding(forwarder, forwarder.contact().lastAnswer())
          .forEach((uid, each) -> note(uid, each, now, changed));
    }
    now.keySet().retainAll(known);
    changed.keySet().retainAll(known);
    return new PlacementHistory(now, changed);
  }

  private static void note(
      String uid, Seen each, Map<String, Seen> now, Map<String, PlacementChange> changed) {
    Seen former = now.get(uid);
    if (former != null && former.placement() != each.placement()) {
      changed.put(uid, change(former, each));
    }
    if (former == null
        || former.placement() != each.placement()
        || each.time().isAfter(former.time())) {
      now.put(uid, each);
    }
  }

  private static PlacementChange change(Seen former, Seen each) {
    Duration stopped = Duration.between(former.time(), each.time());
    return new PlacementChange(
        each.time().truncatedTo(ChronoUnit.SECONDS).toString(),
        former.placement(),
        each.placement(),
        Math.max(0, stopped.toMillis()),
        !former.macs().equals(each.macs()));
  }

  /** The routers that are assigned to the forwarder and forward there, by uid. */
  private static Map<String, Seen> forwarding(ObservedForwarder forwarder, Instant time) {
    Map<String, Seen> all = new HashMap<>();
    if (!forwarder.fresh()) {
      return all;
    }
    Placement placement = forwarder.isDomU() ? Placement.DOMU : Placement.DOM0;
    for (AssignedRouter router : forwarder.routers()) {
      if (forwarder.reported(router.uid()).filter(Report.Router::forwards).isPresent()) {
        all.put(router.uid(), new Seen(placement, time, macs(forwarder, router)));
      }
    }
    return all;
  }

  private static Map<String, String> macs(ObservedForwarder forwarder, AssignedRouter router) {
    Map<String, String> macs = new HashMap<>();
    for (AssignedInterface each : router.interfaces()) {
      forwarder.mac(each.device()).ifPresent(mac -> macs.put(each.name(), mac));
    }
    return macs;
  }
}
