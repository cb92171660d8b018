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
import org.awaitility.Awaitility;

/**
 * A forwarder's pod as the kubelet would run it: its devices from the annotation, its certificate
 * from the Secret.
 */
final class ForwarderPod implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int CPU = 1;

  private final KubernetesClient client;
  private final String name;
  private final String ip;
  private final FakeForwarder process;

  private ForwarderPod(KubernetesClient client, String name, String ip, FakeForwarder process) {
    this.client = client;
    this.name = name;
    this.ip = ip;
    this.process = process;
  }

  /**
   * @param number 1 to 250; gives the pod a loopback address of its own
   */
  static ForwarderPod run(KubernetesClient client, String name, int number) {
    var pods = client.pods().inNamespace(OperatorProcess.NAMESPACE).withName(name);
    Pod pod = Awaitility.await("pod " + name).atMost(SOON).until(pods::get, found -> found != null);
    Secret secret = client.secrets().inNamespace(OperatorProcess.NAMESPACE).withName(name).get();
    String ip = "127.0.1." + number;
    FakeForwarder process =
        FakeForwarder.start(
            new InetSocketAddress(ip, OperatorProcess.CONTROL_PORT),
            PemIdentity.context(
                text(secret, "tls.crt"), text(secret, "tls.key"), text(secret, "ca.crt")),
            new FakeTopology(List.of(CPU), devices(pod)));
    ForwarderPod running = new ForwarderPod(client, name, ip, process);
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
        .inNamespace(OperatorProcess.NAMESPACE)
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

  private static List<FakeDevice> devices(Pod pod) {
    try {
      JsonNode networks =
          new ObjectMapper()
              .readTree(pod.getMetadata().getAnnotations().get("k8s.v1.cni.cncf.io/networks"));
      List<FakeDevice> devices = new ArrayList<>();
      networks.forEach(network -> devices.add(FakeDevice.named(network.get("interface").asText())));
      return devices;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
