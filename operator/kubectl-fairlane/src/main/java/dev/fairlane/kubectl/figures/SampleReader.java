package dev.fairlane.kubectl.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Takes the counters of workers and paths out of a forwarder's metrics. Pure. */
public final class SampleReader {

  private static final String HERTZ = "fairlane_forwarder_tsc_hertz";
  private static final String WORKER = "fairlane_forwarder_worker_cycles_total";
  private static final String PATH = "fairlane_router_path_";

  private SampleReader() {}

  /**
   * @throws IllegalArgumentException when the text is not a forwarder's
   */
  public static Sample read(String metrics) {
    List<Series> all = MetricsText.parse(metrics);
    double hertz =
        all.stream()
            .filter(series -> series.name().equals(HERTZ))
            .mapToDouble(Series::value)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the metrics have no " + HERTZ));
    return new Sample(hertz, workers(all), paths(all));
  }

  private static Map<Integer, WorkerCounters> workers(List<Series> all) {
    Map<Integer, Map<String, Double>> kinds = new HashMap<>();
    all.stream()
        .filter(series -> series.name().equals(WORKER))
        .forEach(
            series ->
                kinds
                    .computeIfAbsent(
                        Integer.valueOf(series.label("worker")), index -> new HashMap<>())
                    .put(series.label("kind"), series.value()));
    return kinds.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> worker(entry.getValue())));
  }

  private static WorkerCounters worker(Map<String, Double> cycles) {
    return new WorkerCounters(
        cycles.getOrDefault("busy", 0.0),
        cycles.getOrDefault("idle", 0.0),
        cycles.getOrDefault("overhead", 0.0),
        cycles.getOrDefault("stolen", 0.0));
  }

  private static Map<PathKey, PathCounters> paths(List<Series> all) {
    Map<PathKey, Map<String, Double>> values = new HashMap<>();
    all.stream()
        .filter(series -> series.name().startsWith(PATH))
        .filter(series -> !series.labels().containsKey("reason"))
        .forEach(
            series ->
                values
                    .computeIfAbsent(
                        new PathKey(series.label("uid"), series.label("interface")),
                        key -> new HashMap<>())
                    .put(shortName(series), series.value()));
    return values.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> path(entry.getValue())));
  }

  /** For example {@code busy_cycles_total} or {@code packets_total/received}. */
  private static String shortName(Series series) {
    String name = series.name().substring(PATH.length());
    String result = series.labels().get("result");
    return result == null ? name : name + "/" + result;
  }

  private static PathCounters path(Map<String, Double> values) {
    Double cost = values.get("cost_cycles_per_packet");
    return new PathCounters(
        values.getOrDefault("worker_index", 0.0).intValue(),
        values.getOrDefault("busy_cycles_total", 0.0),
        values.getOrDefault("dispatches_total", 0.0),
        values.getOrDefault("backlogged_dispatches_total", 0.0),
        values.getOrDefault("packets_total/received", 0.0),
        values.getOrDefault("packets_total/dropped", 0.0),
        cost == null ? OptionalDouble.empty() : OptionalDouble.of(cost));
  }
}
