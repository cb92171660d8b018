package dev.fairlane.kubectl.top;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.pool.DueCores;
import dev.fairlane.kubectl.pool.PlacedRouters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a look shows. Pure. */
final class TopViewFactory {

  private static final Comparator<VirtualRouter> BY_NAME =
      Comparator.comparing((VirtualRouter router) -> router.getMetadata().getNamespace())
          .thenComparing(router -> router.getMetadata().getName());

  private TopViewFactory() {}

  static TopView view(ClusterState state, LiveFigures live, Selection selection) {
    Map<String, Double> due = new HashMap<>();
    for (ForwarderPool pool : state.pools()) {
      due.putAll(DueCores.of(pool, state, live));
    }
    RouterRows rows =
        new RouterRows(new PlacedRouters(state.forwarders()), live, due, state.time());
    List<String> notes = new ArrayList<>(state.notes());
    notes.addAll(live.failures());
    return new TopView(
        state.time().toString(),
        state.routers().stream().filter(selection::has).sorted(BY_NAME).map(rows::row).toList(),
        forwarders(state, selection).stream()
            .flatMap(forwarder -> WorkerRows.of(forwarder, live, state.time()).stream())
            .toList(),
        notes);
  }

  /** Those whose workers are shown. */
  static List<Forwarder> forwarders(ClusterState state, Selection selection) {
    return state.forwarders().stream()
        .filter(forwarder -> selection.hasPool(forwarder.getSpec().poolRef().name()))
        .sorted(Comparator.comparing(forwarder -> forwarder.getMetadata().getName()))
        .toList();
  }
}
