package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderStatus;
import dev.fairlane.api.v1alpha1.WorkerStatus;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.figures.FigureReader;
import dev.fairlane.operator.figures.Rounding;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A forwarder's status out of its pod and its report. Pure. */
public final class ForwarderStatusFactory {

  private ForwarderStatusFactory() {}

  /**
   * @param podIP empty while the pod has none
   * @param functions PCI addresses of the pod's virtual functions by device
   * @param podTrouble what keeps the pod from running or being as wanted; absent when nothing does
   */
  public static ForwarderStatus status(
      ObservedForwarder forwarder,
      String podIP,
      Map<String, String> functions,
      Optional<Fact> podTrouble,
      Instant now) {
    Forwarder resource = forwarder.resource();
    ForwarderStatus previous = resource.getStatus();
    List<Condition> shown = previous == null ? List.of() : previous.conditions();
    Optional<Report> report = forwarder.report();
    Optional<Topology> topology = forwarder.topology();
    return new ForwarderStatus(
        forwarder.generation(),
        ConditionList.merge(shown, facts(forwarder, podTrouble), forwarder.generation(), now),
        forwarder.name(),
        podIP.isEmpty() ? null : podIP,
        report.map(Report::bootId).orElse(null),
        report
            .filter(each -> each.forwarderUid().equals(forwarder.uid()))
            .map(Report::generation)
            .orElse(null),
        report.map(each -> each.routers().size()).orElse(0),
        topology.map(each -> CpuList.text(each.cpus())).orElse(null),
        topology.map(Topology::hugepages).orElse(null),
        topology.map(each -> workers(each, forwarder, previous)).orElse(null),
        FunctionStatus.of(resource.getSpec().devices(), functions, topology));
  }

  private static Map<ConditionType, Fact> facts(
      ObservedForwarder forwarder, Optional<Fact> podTrouble) {
    Map<ConditionType, Fact> facts = new LinkedHashMap<>();
    Fact connected = connected(forwarder);
    Fact configured = configured(forwarder);
    facts.put(ConditionType.CONNECTED, connected);
    facts.put(ConditionType.CONFIGURED, configured);
    facts.put(
        ConditionType.READY, podTrouble.orElseGet(() -> ready(forwarder, connected, configured)));
    return facts;
  }

  private static Fact connected(ObservedForwarder forwarder) {
    if (forwarder.fresh()) {
      return Fact.yes(Reason.CONNECTED, "The control interface answers.");
    }
    String failure = forwarder.contact().failure();
    return Fact.no(
        Reason.FORWARDER_UNREACHABLE, failure.isEmpty() ? "It has not been asked yet." : failure);
  }

  private static Fact configured(ObservedForwarder forwarder) {
    return forwarder.isConfigured()
        ? Fact.yes(Reason.CONFIGURED, "The present configuration is applied.")
        : Fact.no(Reason.CONFIGURING, "The present configuration is not applied yet.");
  }

  private static Fact ready(ObservedForwarder forwarder, Fact connected, Fact configured) {
    if (!connected.holds()) {
      return connected;
    }
    if (!configured.holds()) {
      return configured;
    }
    boolean forwards =
        forwarder.report().orElseThrow().routers().stream().allMatch(Report.Router::isSettled);
    return forwards
        ? Fact.yes(
            Reason.FORWARDING, "Every configured path forwards, but for those in quarantine.")
        : Fact.no(Reason.CONFIGURING, "Paths are starting.");
  }

  private static List<WorkerStatus> workers(
      Topology topology, ObservedForwarder forwarder, ForwarderStatus previous) {
    return topology.workers().stream()
        .map(
            worker ->
                new WorkerStatus(
                    worker.index(),
                    worker.cpu(),
                    worker.numaNode(),
                    worker.cacheDomain(),
                    busyPercent(worker.index(), forwarder, previous)))
        .toList();
  }

  /** What is shown stays unless the new value differs enough. */
  private static Integer busyPercent(
      int worker, ObservedForwarder forwarder, ForwarderStatus previous) {
    long fresh = Rounding.whole(100 * FigureReader.busyRatio(forwarder.contact().window(), worker));
    Optional<Integer> shown =
        Optional.ofNullable(previous)
            .flatMap(
                status ->
                    status.workers().stream()
                        .filter(each -> each.index() == worker)
                        .findFirst()
                        .map(WorkerStatus::busyPercent));
    return shown
        .filter(value -> !Rounding.isWorthWriting(value.longValue(), fresh))
        .orElse((int) fresh);
  }
}
