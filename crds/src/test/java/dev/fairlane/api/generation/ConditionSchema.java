package dev.fairlane.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The schema of a Kubernetes condition, as the API's own kinds have it. */
final class ConditionSchema {

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "type", "What the condition is about.",
          "status", "True, False or Unknown.",
          "reason", "Why, in one CamelCase word.",
          "message", "Why, in one sentence.",
          "observedGeneration", "The metadata.generation that the condition describes.",
          "lastTransitionTime", "When the status changed last, RFC 3339.");

  private ConditionSchema() {}

  static void amend(JSONSchemaProps condition) {
    DESCRIPTIONS.forEach((name, text) -> Schema.at(condition, name).setDescription(text));
    condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
    Schema.at(condition, "lastTransitionTime").setFormat("date-time");
    Schema.at(condition, "status")
        .setEnum(Stream.of("True", "False", "Unknown").<JsonNode>map(TextNode::valueOf).toList());
    Schema.at(condition, "reason").setMaxLength(1024L);
    Schema.at(condition, "reason").setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    Schema.at(condition, "message").setMaxLength(32768L);
    Schema.at(condition, "type").setMaxLength(316L);
  }
}
