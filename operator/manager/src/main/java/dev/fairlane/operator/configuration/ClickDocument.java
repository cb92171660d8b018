package dev.fairlane.operator.configuration;

import dev.fairlane.click.graph.Element;
import dev.fairlane.click.graph.Graph;
import dev.fairlane.operator.control.ConfigDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a checked graph as the forwarder reads it. Pure. */
final class ClickDocument {

  private ClickDocument() {}

  static ConfigDocument.Click of(Graph graph) {
    List<Element> elements = graph.elements();
    return new ConfigDocument.Click(
        elements.stream()
            .map(each -> new ConfigDocument.Element(each.name(), each.className(), arguments(each)))
            .toList(),
        graph.connections().stream()
            .map(
                each ->
                    new ConfigDocument.Connection(
                        elements.get(each.from()).name(),
                        each.output(),
                        elements.get(each.to()).name(),
                        each.input()))
            .toList());
  }

  private static Map<String, Object> arguments(Element element) {
    Map<String, List<String>> repeated = new LinkedHashMap<>();
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Element.Value value : element.arguments()) {
      if (value.repeated()) {
        repeated.computeIfAbsent(value.keyword(), none -> new ArrayList<>()).add(value.text());
      } else {
        arguments.put(value.keyword(), value.text());
      }
    }
    arguments.putAll(repeated);
    return arguments;
  }
}
