package dev.fairlane.click.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of a graph as a forwarder runs them: one for each interface, but interfaces whose
 * packets reach the same joining element are inputs of one path. Pure.
 */
public final class InterfacePaths {

  private InterfacePaths() {}

  /**
   * @param interfaces the router's, in the order in which the forwarder is told of them; those
   *     without an element that reads them have a path too
   * @return the inputs of each path: together all interfaces, each once; paths and their inputs in
   *     that order, so that the first input of a path is the one by whose name it goes
   */
  public static List<List<String>> of(Graph graph, List<String> interfaces) {
    Map<String, Graph.Path> byInterface = byInterface(graph);
    List<List<String>> paths = new ArrayList<>();
    for (String name : interfaces) {
      Graph.Path path = byInterface.get(name);
      List<String> inputs =
          path == null
              ? List.of(name)
              : interfaces.stream().filter(each -> byInterface.get(each) == path).toList();
      if (inputs.getFirst().equals(name)) {
        paths.add(inputs);
      }
    }
    return List.copyOf(paths);
  }

  private static Map<String, Graph.Path> byInterface(Graph graph) {
    Map<String, Element> elements = new HashMap<>();
    graph.elements().forEach(each -> elements.put(each.name(), each));
    Map<String, Graph.Path> byInterface = new HashMap<>();
    for (Graph.Path path : graph.paths()) {
      for (String source : path.sources()) {
        // A source's one argument is the interface: two that read the same are refused.
        byInterface.put(elements.get(source).arguments().getFirst().text(), path);
      }
    }
    return byInterface;
  }
}
