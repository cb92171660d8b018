package dev.fairlane.operator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code PUT /v1/config}: the whole intention for one forwarder. Equal documents are
 * equal values.
 *
 * @param generation the Forwarder object's metadata.generation, from 1
 */
public record ConfigDocument(
    String forwarderUid,
    long generation,
    int buffersPerRouter,
    Scheduler scheduler,
    List<Device> devices,
    List<Router> routers) {

  public ConfigDocument {
    devices = List.copyOf(devices);
    routers = List.copyOf(routers);
  }

  /** How routers share a worker. */
  public record Scheduler(String policy, int sampleEvery) {}

  /**
   * A device of the pod that routers use.
   *
   * @param packetsPerSecond of a Synthetic device, else null
   * @param frameBytes of a Synthetic device, else null
   * @param pciAddress of an SRIOV device, else null
   * @param classification of a device that serves several interfaces, else null
   * @param classifierWorker the worker that receives what such a device brings, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Device(
      String name,
      String kind,
      Integer packetsPerSecond,
      Integer frameBytes,
      String pciAddress,
      String classification,
      Integer classifierWorker) {

    public static Device kernel(String name) {
      return new Device(name, "Kernel", null, null, null, null, null);
    }

    public static Device shared(String name, String classification, int classifierWorker) {
      return new Device(name, "Kernel", null, null, null, classification, classifierWorker);
    }

    public static Device synthetic(String name, Integer packetsPerSecond, Integer frameBytes) {
      return new Device(name, "Synthetic", packetsPerSecond, frameBytes, null, null, null);
    }

    public static Device sriov(String name, String pciAddress) {
      return new Device(name, "SRIOV", null, null, pciAddress, null, null);
    }
  }

  /**
   * One router, whole, or {@code keep}: what is applied for this uid stays, and all other fields
   * but the generation are null.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Router(
      String uid,
      long generation,
      Boolean keep,
      String name,
      String release,
      List<Interface> interfaces,
      Forwarding forwarding,
      List<Path> paths,
      List<Share> shares) {

    public static Router keep(String uid, long generation) {
      return new Router(uid, generation, true, null, null, null, null, null, null);
    }
  }

  /**
   * An interface.
   *
   * @param mac where it is to be found on a shared device, else null
   * @param vlan likewise, null for untagged frames
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Interface(
      String name,
      String device,
      String mac,
      Integer vlan,
      Integer mtu,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> addresses) {}

  /** Exactly one is not null; a bridge has no settings. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Forwarding(Map<String, String> bridge, IpRouter ipRouter, Click click) {}

  public record IpRouter(List<Route> routes) {}

  public record Route(String to, String via) {}

  /** A graph of elements of the catalogue. */
  public record Click(List<Element> elements, List<Connection> connections) {

    public Click {
      elements = List.copyOf(elements);
      connections = List.copyOf(connections);
    }
  }

  /**
   * An element of a graph.
   *
   * @param arguments by parameter: a text, or a list of texts for a variadic one
   */
  public record Element(
      String name,
      @JsonProperty("class") String className,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> arguments) {}

  public record Connection(String from, int fromPort, String to, int toPort) {}

  public record Path(@JsonProperty("interface") String interfaceName, int worker) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Share(int worker, int sharePpm, Integer limitPpm) {}
}
