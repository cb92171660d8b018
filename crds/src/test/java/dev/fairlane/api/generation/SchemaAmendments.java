package dev.fairlane.api.generation;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What fabric8's generator cannot take from the Java types: kinds of lists, rules of list items,
 * formats, order.
 */
final class SchemaAmendments {

  /**
   * Lists whose items have an identity, with the field that holds it. A path that a kind lacks is
   * another kind's.
   */
  private static final Map<String, Map<String, String>> LIST_MAP_KEYS =
      Map.of(
          "VirtualRouter",
          Map.of(
              "spec.interfaces", "name",
              "spec.forwarding.ipRouter.routes", "to",
              "spec.forwarding.clickParameters", "name",
              "status.interfaces", "name",
              "status.paths", "name"),
          "ForwarderPool",
          Map.of("spec.networks", "name", "status.nodes", "name", "status.networks", "name"),
          "Forwarder",
          Map.of(
              "spec.devices", "name",
              "spec.routers", "uid",
              "spec.routers[].interfaces", "name",
              "spec.routers[].paths", "interface",
              "spec.routers[].shares", "worker",
              "status.workers", "index",
              "status.devices", "name"));

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "VirtualRouter", "A router of a tenant.",
          "ForwarderPool",
              "A pool of forwarders, one on each selected node. Written by the platform.",
          "Forwarder",
              "A forwarder pod: its assignment and its report. Written by the operator alone.");

  private static final double MOST_CORES = 9_999;

  /** From 0 to 9999 cores, as 2, 1.5 or 1500m. */
  private static final String CORES = "^([0-9]{1,4}([.][0-9]{1,3})?|[0-9]{1,7}m)$";

  private static final Set<String> INT64 =
      Set.of(
          "observedGeneration",
          "appliedGeneration",
          "generation",
          "packetsPerSecond",
          "dropsPerSecond",
          "costCyclesPerPacket",
          "stoppedMillis");

  private SchemaAmendments() {}

  /**
   * @param kind the Java class of the kind, for the order of its printer columns
   * @return {@code definition} itself, changed
   */
  static CustomResourceDefinition apply(
      CustomResourceDefinition definition, Class<? extends HasMetadata> kind) {
    JSONSchemaProps root = Schema.root(definition);
    root.setDescription(DESCRIPTIONS.get(kind.getSimpleName()));
    root.setRequired(List.of("spec"));
    describe(root, "spec", "The intention.");
    describe(root, "status", "The facts, written by the operator alone.");
    LIST_MAP_KEYS
        .get(kind.getSimpleName())
        .forEach((path, key) -> listMap(Schema.at(root, path), key));
    listMap(Schema.at(root, "status.conditions"), "type");
    ConditionSchema.amend(Schema.at(root, "status.conditions[]"));
    Schema.walk(root, "", SchemaAmendments::setFormat);
    Schema.walk(root, "", SchemaAmendments::removeRepeatedRules);
    switch (kind.getSimpleName()) {
      case "VirtualRouter" -> {
        amendAddresses(Schema.at(root, "spec.interfaces[].addresses"));
        Schema.at(root, "status.lastChange.time").setFormat("date-time");
        Schema.at(root, "status.paths[].joined").setXKubernetesListType("atomic");
      }
      case "ForwarderPool" -> {
        Schema.at(root, "spec.tenants").setXKubernetesListType("atomic");
        amendCores(Schema.at(root, "spec.tenants[].maxGuaranteedCores"));
        LabelSelectorSchema.amend(Schema.at(root, "spec.tenants[].namespaceSelector"));
        Schema.at(root, "spec.rebalance.windows").setXKubernetesListType("atomic");
        Schema.at(root, "spec.rebalance.windows[].days").setXKubernetesListType("set");
        Schema.at(root, "status.lastPlan.pathMoves").setXKubernetesListType("atomic");
        Schema.at(root, "status.lastPlan.time").setFormat("date-time");
        Schema.at(root, "status.rebalance.time").setFormat("date-time");
      }
      default -> Schema.at(root, "spec.routers[].paths[].joined").setXKubernetesListType("atomic");
    }
    orderColumns(definition, kind);
    return definition;
  }

  private static void describe(JSONSchemaProps root, String path, String description) {
    Schema.at(root, path).setDescription(description);
  }

  private static void listMap(JSONSchemaProps list, String key) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
  }

  private static void setFormat(String path, JSONSchemaProps property) {
    if ("integer".equals(property.getType())) {
      property.setFormat(
          INT64.contains(path.substring(path.lastIndexOf('.') + 1)) ? "int64" : "int32");
    }
  }

  /**
   * The annotation of a record's component stands on its field and on its accessor, and is found
   * twice.
   */
  private static void removeRepeatedRules(String path, JSONSchemaProps property) {
    property.setXKubernetesValidations(
        property.getXKubernetesValidations().stream().distinct().toList());
  }

  /**
   * A rule for each of many tenants would cost the API server too much: a pattern costs nothing.
   */
  private static void amendCores(JSONSchemaProps cores) {
    cores.setPattern(CORES);
    cores.setMinimum(0.0);
    cores.setMaximum(MOST_CORES);
  }

  private static void amendAddresses(JSONSchemaProps addresses) {
    addresses.setXKubernetesListType("set");
    JSONSchemaProps item = addresses.getItems().getSchema();
    item.setMaxLength(43L);
    item.setXKubernetesValidations(
        AddressItemRules.ALL.stream()
            .map(
                rule ->
                    new ValidationRuleBuilder()
                        .withRule(rule.expression())
                        .withMessage(rule.message())
                        .build())
            .toList());
  }

  private static void orderColumns(
      CustomResourceDefinition definition, Class<? extends HasMetadata> kind) {
    List<String> order =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    List<CustomResourceColumnDefinition> columns =
        definition.getSpec().getVersions().getFirst().getAdditionalPrinterColumns();
    columns.sort(Comparator.comparingInt(column -> order.indexOf(column.getName())));
    columns.forEach(column -> column.setPriority(null));
  }
}
