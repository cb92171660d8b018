package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.Sample;
import dev.fairlane.kubectl.figures.SampleReader;
import dev.fairlane.kubectl.figures.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads the forwarders' counters again and again; figures are what happened between two readings.
 * One thread; forwarders are asked side by side.
 */
public final class LiveSampler {

  private final Cluster cluster;
  private Map<String, Sample> former = Map.of();

  public LiveSampler(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Figures since the reading before; the first gives none. */
  public LiveFigures sample(List<Forwarder> forwarders) {
    Map<String, Sample> present = new HashMap<>();
    Map<String, List<String>> silent = new TreeMap<>();
    Map<String, CompletableFuture<Sample>> answers = ask(forwarders);
    answers.forEach(
        (name, answer) -> {
          try {
            present.put(name, answer.join());
          } catch (CompletionException e) {
            silent.computeIfAbsent(reason(e), why -> new ArrayList<>()).add(name);
          }
        });
    Map<String, Window> windows = new HashMap<>();
    present.forEach(
        (name, sample) -> {
          if (former.containsKey(name)) {
            windows.put(name, new Window(former.get(name), sample));
          }
        });
    former = present;
    return new LiveFigures(windows, failures(silent));
  }

  private Map<String, CompletableFuture<Sample>> ask(List<Forwarder> forwarders) {
    Map<String, CompletableFuture<Sample>> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Forwarder forwarder : forwarders) {
        answers.put(
            forwarder.getMetadata().getName(),
            CompletableFuture.supplyAsync(
                () -> SampleReader.read(cluster.metrics(forwarder)), threads));
      }
    }
    return answers;
  }

  private static String reason(CompletionException e) {
    return e.getCause() instanceof ClusterProblem problem
        ? problem.getMessage()
        : "Its metrics cannot be read: " + e.getCause().getMessage() + ".";
  }

  private static List<String> failures(Map<String, List<String>> silent) {
    return silent.entrySet().stream()
        .map(
            entry ->
                "No live figures of %s. %s"
                    .formatted(String.join(", ", entry.getValue()), entry.getKey()))
        .toList();
  }
}
