package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which interfaces of a router are inputs of another one's path: those whose packets reach the same
 * Queue. It knows no other element that joins. Made for one entry of a config and then read.
 */
final class Inputs {

  private final Map<String, String> firsts = new HashMap<>();

  Inputs(JsonNode router) {
    JsonNode click = router.path("forwarding").path("click");
    Map<String, Set<String>> queues = new HashMap<>();
    for (JsonNode element : click.path("elements")) {
      if (element.path("class").asText().equals("FromDevice")) {
        queues.put(
            element.path("arguments").path("DEVNAME").asText(),
            queuesBehind(element.path("name").asText(), click));
      }
    }
    List<String> names = new ArrayList<>();
    router.path("interfaces").forEach(each -> names.add(each.path("name").asText()));
    names.forEach(name -> firsts.put(name, name));
    for (String name : names) {
      for (String earlier : names.subList(0, names.indexOf(name))) {
        if (meet(queues.get(earlier), queues.get(name))) {
          join(firsts.get(earlier), firsts.get(name), names);
        }
      }
    }
  }

  /** The interface whose path carries the packets of this one: itself, or one before it. */
  String firstOf(String interfaceName) {
    return firsts.getOrDefault(interfaceName, interfaceName);
  }

  private void join(String a, String b, List<String> names) {
    String low = names.indexOf(a) < names.indexOf(b) ? a : b;
    firsts.replaceAll((name, first) -> first.equals(a) || first.equals(b) ? low : first);
  }

  private static boolean meet(Set<String> a, Set<String> b) {
    return a != null && b != null && a.stream().anyMatch(b::contains);
  }

  private static Set<String> queuesBehind(String source, JsonNode click) {
    Set<String> reached = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(List.of(source));
    while (!open.isEmpty()) {
      String element = open.poll();
      if (reached.add(element)) {
        for (JsonNode connection : click.path("connections")) {
          if (connection.path("from").asText().equals(element)) {
            open.add(connection.path("to").asText());
          }
        }
      }
    }
    Set<String> queues = new HashSet<>();
    for (JsonNode element : click.path("elements")) {
      if (element.path("class").asText().equals("Queue")) {
        queues.add(element.path("name").asText());
      }
    }
    queues.retainAll(reached);
    return queues;
  }
}
