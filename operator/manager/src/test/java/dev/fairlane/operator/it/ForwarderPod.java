package dev.fairlane.operator.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlane.testsupport.forwarder.FakeDevice;
import dev.fairlane.testsupport.forwarder.FakeForwarder;
import dev.fairlane.testsupport.forwarder.FakeTopology;
import dev.fairlane.testsupport.forwarder.PemIdentity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * A forwarder's pod as the kubelet would run it: its devices from the annotation, its certificate
 * from the Secret.
 */
final class ForwarderPod implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** A made-up netdev for each attachment. */
  static final Function<String, FakeDevice> DEVICES = FakeDevice::named;

  /** The same names in another pod: other netdevs, with other hardware addresses. */
  static final Function<String, FakeDevice> OWN_DEVICES =
      name -> new FakeDevice(name, FakeDevice.named("own-" + name).mac(), 1500);

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final String ip;
  private final FakeForwarder process;

  private ForwarderPod(
      KubernetesClient client, String namespace, String name, String ip, FakeForwarder process) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.ip = ip;
    this.process = process;
  }

  /**
   * @param ip a loopback address of its own
   * @param cpus one for each worker
   * @param devices the netdev of each attachment, by its name
   */
  static ForwarderPod run(
      KubernetesClient client,
      String namespace,
      String name,
      String ip,
      List<Integer> cpus,
      Function<String, FakeDevice> devices) {
    var pods = client.pods().inNamespace(namespace).withName(name);
    Pod pod = Awaitility.await("pod " + name).atMost(SOON).until(pods::get, found -> found != null);
    Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
    FakeForwarder process =
        FakeForwarder.start(
            new InetSocketAddress(ip, OperatorProcess.CONTROL_PORT),
            PemIdentity.context(
                text(secret, "tls.crt"), text(secret, "tls.key"), text(secret, "ca.crt")),
            new FakeTopology(cpus, names(pod).stream().map(devices).toList()));
    ForwarderPod running = new ForwarderPod(client, namespace, name, ip, process);
    running.isRunning();
    return running;
  }

  FakeForwarder process() {
    return process;
  }

  /** The kubelet reports the pod as running. */
  void isRunning() {
    client
        .pods()
        .inNamespace(namespace)
        .withName(name)
        .editStatus(
            pod ->
                new PodBuilder(pod)
                    .editOrNewStatus()
                    .withPhase("Running")
                    .withPodIP(ip)
                    .endStatus()
                    .build());
  }

  @Override
  public void close() {
    process.close();
  }

  private static List<String> names(Pod pod) {
    try {
      JsonNode networks =
          new ObjectMapper()
              .readTree(pod.getMetadata().getAnnotations().get("k8s.v1.cni.cncf.io/networks"));
      List<String> names = new ArrayList<>();
      networks.forEach(network -> names.add(network.get("interface").asText()));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
