package dev.fairlane.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.stream.Stream;

/** The schema of a label selector, as the API's own kinds have it, with limits. */
final class LabelSelectorSchema {

  private LabelSelectorSchema() {}

  static void amend(JSONSchemaProps selector) {
    Schema.at(selector, "matchLabels")
        .setDescription("Labels that must all have the given values.");
    JSONSchemaProps expressions = Schema.at(selector, "matchExpressions");
    expressions.setDescription("Requirements that must all hold, at most 16.");
    expressions.setMaxItems(16L);
    expressions.setXKubernetesListType("atomic");
    JSONSchemaProps expression = expressions.getItems().getSchema();
    expression.setRequired(List.of("key", "operator"));
    Schema.at(expression, "key").setDescription("The label that the requirement is about.");
    Schema.at(expression, "operator").setDescription("How the label relates to the values.");
    Schema.at(expression, "operator")
        .setEnum(
            Stream.of("In", "NotIn", "Exists", "DoesNotExist")
                .<JsonNode>map(TextNode::valueOf)
                .toList());
    expression.setXKubernetesValidations(
        List.of(
            new ValidationRuleBuilder()
                .withRule(
                    "(self.operator in ['In', 'NotIn']) == (has(self.values) && self.values.size() > 0)")
                .withMessage("In and NotIn need values, Exists and DoesNotExist have none")
                .withFieldPath(".values")
                .build()));
    JSONSchemaProps values = Schema.at(expression, "values");
    values.setDescription("Values for In and NotIn, at most 64; none for Exists and DoesNotExist.");
    values.setMaxItems(64L);
    values.setXKubernetesListType("atomic");
  }
}
