package dev.fairlane.operator.decide;

import dev.fairlane.api.selection.LabelMatch;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges, for every router that names a pool, whether the pool takes it. Pure. */
public final class AdmissionPolicy {

  private static final int NONE = -1;

  /** Older routers come first, so that a new one never takes the place of one that runs. */
  private static final Comparator<VirtualRouter> BY_AGE =
      Comparator.comparing((VirtualRouter router) -> router.getMetadata().getCreationTimestamp())
          .thenComparing(router -> router.getMetadata().getNamespace())
          .thenComparing(router -> router.getMetadata().getName());

  private AdmissionPolicy() {}

  /** One admission for each router of the snapshot, oldest first. */
  public static List<Admission> admit(PoolSnapshot snapshot, RouterGraphs graphs) {
    Map<Integer, Integer> counts = new HashMap<>();
    Map<Integer, Integer> domUs = new HashMap<>();
    List<Admission> admissions = new ArrayList<>();
    for (VirtualRouter router : snapshot.routers().stream().sorted(BY_AGE).toList()) {
      int tenant = tenantOf(router, snapshot);
      Optional<Fact> refusal = refusal(router, tenant, snapshot, counts.getOrDefault(tenant, 0));
      Admission admission =
          refusal
              .map(fact -> new Admission(router, tenant, fact, Optional.empty()))
              .or(() -> ofDomU(router, tenant, snapshot, domUs.getOrDefault(tenant, 0)))
              .orElseGet(() -> ofGraph(router, tenant, snapshot, graphs));
      if (admission.isPlaceable()) {
        counts.merge(tenant, 1, Integer::sum);
      }
      if (admission.accepted().holds() && DomUPolicy.isAsked(router)) {
        domUs.merge(tenant, 1, Integer::sum);
      }
      admissions.add(admission);
    }
    return admissions;
  }

  /** A router that must not have a pod of its own goes on where it is. */
  private static Optional<Admission> ofDomU(
      VirtualRouter router, int tenant, PoolSnapshot snapshot, int accepted) {
    return DomUPolicy.refusal(
            router, snapshot.pool().getSpec().tenants().get(tenant), snapshot.poolName(), accepted)
        .map(fact -> new Admission(router, tenant, fact, GraphPolicy.kept(router, snapshot)));
  }

  /** The pool would take the router; it is the graph that decides now. */
  private static Admission ofGraph(
      VirtualRouter router, int tenant, PoolSnapshot snapshot, RouterGraphs graphs) {
    return GraphPolicy.refusal(router, snapshot.parametersOf(router), graphs)
        .map(fact -> new Admission(router, tenant, fact, GraphPolicy.kept(router, snapshot)))
        .orElseGet(() -> accepted(router, tenant, snapshot, graphs));
  }

  private static Admission accepted(
      VirtualRouter router, int tenant, PoolSnapshot snapshot, RouterGraphs graphs) {
    Fact fact =
        Fact.yes(Reason.ACCEPTED, "The pool %s takes the router.".formatted(snapshot.poolName()));
    return graphs
        .paths(router, snapshot.parametersOf(router))
        .map(paths -> new Admission(router, tenant, fact, Optional.empty(), paths))
        .orElseGet(() -> new Admission(router, tenant, fact, Optional.empty()));
  }

  private static Optional<Fact> refusal(
      VirtualRouter router, int tenant, PoolSnapshot snapshot, int accepted) {
    if (tenant == NONE) {
      return Optional.of(
          Fact.no(
              Reason.NAMESPACE_NOT_ALLOWED,
              "spec.poolRef: no tenant of the pool %s selects the labels of the namespace %s."
                  .formatted(snapshot.poolName(), router.getMetadata().getNamespace())));
    }
    int limit =
        Optional.ofNullable(snapshot.pool().getSpec().tenants().get(tenant).maxRouters())
            .orElse(100);
    if (accepted >= limit) {
      return Optional.of(
          Fact.no(
              Reason.TOO_MANY_ROUTERS,
              "spec.poolRef: the pool %s takes at most %d routers of this tenant, and as many older ones exist."
                  .formatted(snapshot.poolName(), limit)));
    }
    return NetworkPolicy.refusal(router, snapshot);
  }

  private static int tenantOf(VirtualRouter router, PoolSnapshot snapshot) {
    Map<String, String> labels =
        snapshot.namespaceLabels().get(router.getMetadata().getNamespace());
    List<Tenant> tenants = snapshot.pool().getSpec().tenants();
    for (int i = 0; labels != null && i < tenants.size(); i++) {
      if (LabelMatch.matches(tenants.get(i).namespaceSelector(), labels)) {
        return i;
      }
    }
    return NONE;
  }
}
