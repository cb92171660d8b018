package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.ForwarderStatus;
import dev.fairlane.operator.control.ForwarderAddress;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.pod.AttachedFunctions;
import dev.fairlane.operator.pod.ForwarderLabels;
import dev.fairlane.operator.pod.PodFacts;
import dev.fairlane.operator.realize.StatusWriter;
import dev.fairlane.operator.settings.OperatorSettings;
import dev.fairlane.operator.status.FirstAnswer;
import dev.fairlane.operator.status.ForwarderStatusFactory;
import dev.fairlane.operator.telemetry.EventRecorder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps a forwarder's Secret and pod, and shows in its status what the pod reports: the status's
 * only writer. It places nothing. Owner references remove pod and Secret, so there is no finalizer
 * but that of routers' own forwarders ({@link DomUReconciler}).
 */
@ControllerConfiguration(
    name = ForwarderReconciler.NAME,
    informer = @Informer(namespaces = Constants.WATCH_CURRENT_NAMESPACE))
public class ForwarderReconciler implements Reconciler<Forwarder> {

  static final String NAME = "forwarder";

  /** How often shown figures follow the reports. */
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(30);

  /** The news of a pool's change may come before the cache that is asked for the pool has it. */
  private static final Duration TROUBLE_EVERY = Duration.ofSeconds(3);

  private final ForwarderMonitor monitor;
  private final CertificateKeeper certificates;
  private final ForwarderPods pods;
  private final DomUPods domUPods;
  private final StatusWriter<Forwarder> writer;
  private final EventRecorder events;
  private final OperatorSettings settings;
  private final InstantSource clock;
  private final SimpleInboundEventSource<Forwarder> news =
      new SimpleInboundEventSource<>("reports");

  /**
   * Where changes of pools come from, so that what is read is never older than what woke the
   * reconciler. Made before the first reconciliation.
   */
  private InformerEventSource<ForwarderPool, Forwarder> pools;

  public ForwarderReconciler(
      ForwarderMonitor monitor,
      CertificateKeeper certificates,
      ForwarderPods pods,
      DomUPods domUPods,
      StatusWriter<Forwarder> writer,
      EventRecorder events,
      OperatorSettings settings,
      InstantSource clock) {
    this.monitor = monitor;
    this.certificates = certificates;
    this.pods = pods;
    this.domUPods = domUPods;
    this.writer = writer;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, Forwarder>> prepareEventSources(
      EventSourceContext<Forwarder> context) {
    String namespace = context.getClient().getNamespace();
    monitor.onChange(name -> news.propagateEvent(new ResourceID(name, namespace)));
    var ownPods =
        InformerEventSourceConfiguration.from(Pod.class, Forwarder.class)
            .withWatchCurrentNamespace()
            .withLabelSelector(ForwarderLabels.SELECTOR)
            .build();
    var changes =
        InformerEventSourceConfiguration.from(ForwarderPool.class, Forwarder.class)
            .withWatchAllNamespaces() // pools have none; by the operator's they would not be found
            .withSecondaryToPrimaryMapper(pool -> forwardersOf(pool, context))
            .withOnUpdateFilter(ForwarderReconciler::concernsPods)
            .build();
    pools = new InformerEventSource<>(changes, context);
    return List.of(news, new InformerEventSource<>(ownPods, context), pools);
  }

  @Override
  public UpdateControl<Forwarder> reconcile(Forwarder cached, Context<Forwarder> context) {
    if (cached.getMetadata().getDeletionTimestamp() != null) {
      return UpdateControl.noUpdate();
    }
    Instant now = clock.instant();
    certificates.keep(cached, now);
    DomUPods.Kept kept =
        pools
            .get(new ResourceID(cached.getSpec().poolRef().name()))
            .map(pool -> keep(cached, pool, context, now))
            .orElseGet(ForwarderReconciler::poolGone);
    ForwarderPods.Result result = kept.result();
    String ip =
        kept.pod().map(PodFacts::of).filter(PodFacts::isRunning).map(PodFacts::ip).orElse("");
    if (!ip.isEmpty()) {
      monitor.watch(
          new ForwarderAddress(
              cached.getMetadata().getName(), ip, settings.forwarder().controlPort()));
    }
    Map<String, String> functions = kept.pod().map(AttachedFunctions::of).orElse(Map.of());
    show(writer.latest(cached), ip, functions, result.trouble(), now);
    Duration longest = result.trouble().isPresent() ? TROUBLE_EVERY : FIGURES_EVERY;
    Duration next = result.lookAgain().filter(wait -> wait.compareTo(longest) < 0).orElse(longest);
    return UpdateControl.<Forwarder>noUpdate().rescheduleAfter(next);
  }

  private DomUPods.Kept keep(
      Forwarder forwarder, ForwarderPool pool, Context<Forwarder> context, Instant now) {
    if (forwarder.getSpec().role() == ForwarderRole.DOMU) {
      return domUPods.keep(forwarder, pool, now);
    }
    Optional<Pod> pod = context.getSecondaryResource(Pod.class);
    return new DomUPods.Kept(pod, pods.keep(forwarder, pool, pod, now));
  }

  private static Set<ResourceID> forwardersOf(
      ForwarderPool pool, EventSourceContext<Forwarder> context) {
    return context
        .getPrimaryCache()
        .list(
            forwarder -> forwarder.getSpec().poolRef().name().equals(pool.getMetadata().getName()))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** A new spec, or a permission by annotation. */
  private static boolean concernsPods(ForwarderPool updated, ForwarderPool former) {
    return !Objects.equals(
            updated.getMetadata().getGeneration(), former.getMetadata().getGeneration())
        || !Objects.equals(
            updated.getMetadata().getAnnotations(), former.getMetadata().getAnnotations());
  }

  private void show(
      Forwarder forwarder,
      String ip,
      Map<String, String> functions,
      Optional<Fact> trouble,
      Instant now) {
    Contact contact = monitor.contact(forwarder.getMetadata().getName());
    var observed =
        new ObservedForwarder(forwarder, contact, contact.isFresh(now, settings.report().maxAge()));
    boolean sameAddress = forwarder.getStatus() != null && ip.equals(forwarder.getStatus().podIP());
    if (sameAddress && trouble.isEmpty() && FirstAnswer.isAwaited(observed)) {
      return;
    }
    ForwarderStatus status = ForwarderStatusFactory.status(observed, ip, functions, trouble, now);
    if (status.equals(forwarder.getStatus())) {
      return;
    }
    Forwarder fresh = new Forwarder();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(forwarder.getMetadata().getName())
            .withNamespace(forwarder.getMetadata().getNamespace())
            .build());
    fresh.setStatus(status);
    if (!writer.write(fresh)) {
      return;
    }
    List<Condition> before =
        forwarder.getStatus() == null ? List.of() : forwarder.getStatus().conditions();
    events.transitions(forwarder, before, status.conditions());
  }

  private static DomUPods.Kept poolGone() {
    return new DomUPods.Kept(
        Optional.empty(),
        new ForwarderPods.Result(
            Optional.of(Fact.no(Reason.POOL_GONE, "spec.poolRef: the pool does not exist.")),
            Optional.empty()));
  }
}
