package dev.fairlane.click.graph;

import java.util.List;

/**
 * An element of the flat graph.
 *
 * @param name with the names of the compound elements around it: {@code outer/inner}
 * @param arguments in the order of the class's parameters, with the defaults
 */
public record Element(String name, String className, List<Value> arguments) {

  public Element {
    arguments = List.copyOf(arguments);
  }

  /** An argument: its parameter's keyword and its value in the one spelling. */
  public record Value(String keyword, String text, boolean repeated) {}
}
