package dev.fairlane.operator.pod;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.NetworkAttachmentReference;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The annotation by which Multus attaches a pod to networks. Pure. */
final class NetworkAnnotation {

  private static final ObjectMapper JSON = new ObjectMapper();

  private NetworkAnnotation() {}

  /**
   * One attachment for each device of a network that the pool has and that is attached to, in the
   * order of the devices.
   */
  static String of(List<Device> devices, List<PoolNetwork> networks) {
    Map<String, NetworkAttachmentReference> references =
        networks.stream()
            .filter(network -> network.networkAttachmentDefinition() != null)
            .collect(Collectors.toMap(PoolNetwork::name, PoolNetwork::networkAttachmentDefinition));
    List<Attachment> attachments =
        devices.stream()
            .filter(device -> references.containsKey(device.network()))
            .map(device -> attachment(device, references.get(device.network())))
            .toList();
    try {
      return JSON.writeValueAsString(attachments);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain strings can always be written", e);
    }
  }

  private static Attachment attachment(Device device, NetworkAttachmentReference reference) {
    return new Attachment(reference.name(), reference.namespace(), device.name());
  }

  private record Attachment(
      String name, String namespace, @JsonProperty("interface") String interfaceName) {}
}
