package dev.fairlane.api.generation;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;
import java.util.function.BiConsumer;

/** Ways through the schema of a CRD. */
final class Schema {

  private Schema() {}

  /** The schema of the whole object, of the only version. */
  static JSONSchemaProps root(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
  }

  /**
   * The schema at a path such as {@code spec.interfaces[].addresses}; {@code []} goes to the items
   * of a list.
   *
   * @throws IllegalArgumentException when there is nothing at that path
   */
  static JSONSchemaProps at(JSONSchemaProps root, String path) {
    JSONSchemaProps node = root;
    for (String step : path.split("\\.")) {
      String name = step.endsWith("[]") ? step.substring(0, step.length() - 2) : step;
      node = node.getProperties() == null ? null : node.getProperties().get(name);
      if (node != null && step.endsWith("[]")) {
        node = node.getItems() == null ? null : node.getItems().getSchema();
      }
      if (node == null) {
        throw new IllegalArgumentException("the schema has no " + path);
      }
    }
    return node;
  }

  /**
   * Calls {@code visitor} for every property with its path, items of lists marked by {@code []}.
   */
  static void walk(JSONSchemaProps node, String path, BiConsumer<String, JSONSchemaProps> visitor) {
    if (node.getProperties() != null) {
      for (Map.Entry<String, JSONSchemaProps> property : node.getProperties().entrySet()) {
        String child = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
        visitor.accept(child, property.getValue());
        walk(property.getValue(), child, visitor);
      }
    }
    if (node.getItems() != null && node.getItems().getSchema() != null) {
      walk(node.getItems().getSchema(), path + "[]", visitor);
    }
  }
}
