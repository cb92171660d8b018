package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * What part of what it wants each router gets on each worker: all of it while the worker has time
 * for everybody, else its share. Made for one moment and then read.
 */
final class Supply {

  private final Map<Key, Double> parts = new HashMap<>();

  private record Key(String router, int worker) {}

  /**
   * @param wanted what a path of a router could use of a core; 0 or more
   */
  Supply(Collection<JsonNode> routers, ToDoubleBiFunction<JsonNode, JsonNode> wanted) {
    Map<Integer, Map<Key, Division.Claim>> byWorker = new HashMap<>();
    for (JsonNode router : routers) {
      for (JsonNode path : router.path("paths")) {
        Key key = key(router, path);
        byWorker
            .computeIfAbsent(key.worker(), worker -> new LinkedHashMap<>())
            .merge(
                key,
                new Division.Claim(
                    weight(router, key.worker()), wanted.applyAsDouble(router, path)),
                (a, b) -> new Division.Claim(a.weight(), a.wanted() + b.wanted()));
      }
    }
    byWorker.values().forEach(this::divide);
  }

  /** 0 to 1; 1 for a path that wants nothing. */
  double partOf(JsonNode router, JsonNode path) {
    return parts.get(key(router, path));
  }

  private void divide(Map<Key, Division.Claim> claims) {
    List<Division.Claim> ordered = new ArrayList<>(claims.values());
    double[] received = Division.divide(ordered);
    int index = 0;
    for (Key key : claims.keySet()) {
      double wanted = ordered.get(index).wanted();
      parts.put(key, wanted > 0 ? received[index] / wanted : 1);
      index++;
    }
  }

  private static Key key(JsonNode router, JsonNode path) {
    return new Key(router.path("uid").asText(), path.path("worker").asInt());
  }

  private static double weight(JsonNode router, int worker) {
    for (JsonNode share : router.path("shares")) {
      if (share.path("worker").asInt() == worker) {
        return share.path("sharePpm").asDouble();
      }
    }
    throw new IllegalStateException("no share of worker " + worker + " in " + router);
  }
}
