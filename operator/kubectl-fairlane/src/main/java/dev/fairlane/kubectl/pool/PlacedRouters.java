package dev.fairlane.kubectl.pool;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the routers of a pool are, as its forwarders' specs say. Immutable. */
public final class PlacedRouters {

  /** A router's part of a forwarder. */
  public record Place(Forwarder forwarder, AssignedRouter router) {}

  private final Map<String, Place> byUid = new HashMap<>();

  public PlacedRouters(List<Forwarder> forwarders) {
    for (Forwarder forwarder : forwarders) {
      forwarder
          .getSpec()
          .routers()
          .forEach(router -> byUid.putIfAbsent(router.uid(), new Place(forwarder, router)));
    }
  }

  public Optional<Place> of(VirtualRouter router) {
    return Optional.ofNullable(byUid.get(router.getMetadata().getUid()));
  }
}
