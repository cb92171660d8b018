package dev.fairlane.operator.pod;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/**
 * What a forwarder may write although its root file system is read-only, and where its certificates
 * are. Pure.
 */
final class ForwarderVolumes {

  static final String TLS_DIRECTORY = "/etc/fairlane/tls";
  static final String STATE_DIRECTORY = "/var/lib/fairlane";
  private static final String TLS = "tls";
  private static final String STATE = "state";
  private static final String RUN = "run";
  private static final String TMP = "tmp";

  private ForwarderVolumes() {}

  static List<Volume> volumes(String secret) {
    Volume tls =
        new VolumeBuilder()
            .withName(TLS)
            // Readable by the group of the pod's fsGroup only.
            .withNewSecret()
            .withSecretName(secret)
            .withDefaultMode(0440)
            .endSecret()
            .build();
    return List.of(tls, empty(STATE, "64Mi"), empty(RUN, "16Mi"), empty(TMP, "16Mi"));
  }

  static List<VolumeMount> mounts() {
    VolumeMount tls =
        new VolumeMountBuilder()
            .withName(TLS)
            .withMountPath(TLS_DIRECTORY)
            .withReadOnly(true)
            .build();
    return List.of(tls, mount(STATE, STATE_DIRECTORY), mount(RUN, "/run"), mount(TMP, "/tmp"));
  }

  private static Volume empty(String name, String limit) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity(limit))
        .endEmptyDir()
        .build();
  }

  private static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }
}
