package dev.fairlane.operator.wiring;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.control.ForwarderClient;
import dev.fairlane.operator.cycle.Outcomes;
import dev.fairlane.operator.cycle.PoolCycleFactory;
import dev.fairlane.operator.cycle.PoolCycles;
import dev.fairlane.operator.graphs.CatalogueFile;
import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.observe.ClusterView;
import dev.fairlane.operator.observe.PoolObserver;
import dev.fairlane.operator.planning.PlacementPlanner;
import dev.fairlane.operator.planning.SitePlanner;
import dev.fairlane.operator.pod.ForwarderPodFactory;
import dev.fairlane.operator.pod.PodSettings;
import dev.fairlane.operator.realize.ForwarderWriter;
import dev.fairlane.operator.realize.StatusWriter;
import dev.fairlane.operator.reconcile.DomUPods;
import dev.fairlane.operator.reconcile.DomUSecrets;
import dev.fairlane.operator.reconcile.ForwarderPods;
import dev.fairlane.operator.settings.OperatorSettings;
import dev.fairlane.operator.telemetry.EventRecorder;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the cycles and what the reconcilers share. */
final class CycleBeans {

  @Produces
  @Singleton
  Outcomes outcomes() {
    return new Outcomes();
  }

  @Produces
  @Singleton
  OperatorMetrics metrics(MeterRegistry registry) {
    return new OperatorMetrics(registry);
  }

  @Produces
  @Singleton
  PoolCycles cycles(
      ClusterView cluster,
      KubernetesClient client,
      ForwarderClient forwarders,
      ForwarderMonitor monitor,
      Outcomes outcomes,
      OperatorMetrics metrics,
      EventRecorder events,
      OperatorSettings settings,
      InstantSource clock) {
    PoolCycleFactory factory =
        new PoolCycleFactory(
            new PoolObserver(cluster, monitor::contact, settings.report().maxAge()),
            new SitePlanner(new PlacementPlanner()),
            new ForwarderWriter(client, client.getNamespace()),
            forwarders,
            monitor,
            new RouterGraphs(CatalogueFile.bakedIn()),
            new StatusWriter<ForwarderPool>(client, "fairlane-pool-cycle"),
            outcomes,
            metrics,
            events,
            settings.rebalance().tick(),
            clock);
    return factory.cycles(settings.cycle().interval(), settings.cycle().coalesce());
  }

  void stop(@Disposes PoolCycles cycles) {
    cycles.stop();
  }

  @Produces
  @Singleton
  StatusWriter<VirtualRouter> routerStatuses(KubernetesClient client) {
    return new StatusWriter<>(client, "fairlane-virtualrouter");
  }

  @Produces
  @Singleton
  StatusWriter<Forwarder> forwarderStatuses(KubernetesClient client) {
    return new StatusWriter<>(client, "fairlane-forwarder");
  }

  @Produces
  @Singleton
  ForwarderPods pods(KubernetesClient client, OperatorSettings settings) {
    OperatorSettings.Forwarder forwarder = settings.forwarder();
    return new ForwarderPods(
        client,
        new ForwarderPodFactory(
            new PodSettings(
                forwarder.image(),
                forwarder.imagePullPolicy(),
                forwarder.seccompProfile(),
                forwarder.controlPort(),
                forwarder.probePort())));
  }

  @Produces
  @Singleton
  DomUPods domUPods(KubernetesClient client, ForwarderPods pods) {
    return new DomUPods(client, pods, new DomUSecrets(client));
  }

  @Produces
  @Singleton
  EventRecorder events(KubernetesClient client, OperatorSettings settings, InstantSource clock) {
    return new EventRecorder(client, settings.instance(), clock);
  }
}
