package dev.fairlane.operator.pod;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of a pod its router asks for itself. A tenant who asks for something else interrupts nobody
 * else, so the pod is replaced without the platform's permission. Pure.
 */
public final class RouterWish {

  static final String ANNOTATION = "fairlane.dev/router-asks";

  private RouterWish() {}

  /** Readable, and the same for the same wish: {@code uplink-0,customers-0 cpu=500m}. */
  static String of(ForwarderSpec forwarder) {
    String devices =
        forwarder.devices().stream().map(Device::name).collect(Collectors.joining(","));
    DomU domU = Optional.ofNullable(forwarder.domU()).orElse(DomU.DEFAULT);
    String cpu = domU.cpu() == null ? "100m" : domU.cpu().toString();
    return devices + (domU.cores() == null ? " cpu=" + cpu : " cores=" + domU.cores());
  }

  /** Whether the router asks for another pod than this one; never of a pod of many routers. */
  public static boolean differs(HasMetadata present, HasMetadata wanted) {
    Optional<String> asked = read(wanted);
    return asked.isPresent() && !asked.equals(read(present));
  }

  private static Optional<String> read(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations())
        .map(all -> all.get(ANNOTATION));
  }
}
