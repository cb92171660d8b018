package dev.fairlane.operator.pod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which virtual function is behind which attachment of a pod, as Multus writes it into the pod's
 * annotation (Network Plumbing Working Group's specification 1.3.0, device-info). Pure.
 */
public final class AttachedFunctions {

  static final String NETWORK_STATUS = "k8s.v1.cni.cncf.io/network-status";

  private static final ObjectMapper JSON = new ObjectMapper();

  private AttachedFunctions() {}

  /**
   * PCI addresses by the name of the interface. Attachments without one are left out; an annotation
   * that is missing or cannot be read gives none.
   */
  public static Map<String, String> of(Pod pod) {
    Map<String, String> functions = new LinkedHashMap<>();
    for (JsonNode attachment : statusOf(pod)) {
      String name = attachment.path("interface").asText();
      String address = attachment.path("device-info").path("pci").path("pci-address").asText();
      if (!name.isEmpty() && !address.isEmpty()) {
        functions.put(name, address);
      }
    }
    return functions;
  }

  private static JsonNode statusOf(Pod pod) {
    String text =
        Optional.ofNullable(pod.getMetadata().getAnnotations())
            .map(annotations -> annotations.get(NETWORK_STATUS))
            .orElse("[]");
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createArrayNode();
    }
  }
}
