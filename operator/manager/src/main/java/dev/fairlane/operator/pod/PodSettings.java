package dev.fairlane.operator.pod;

/**
 * What the platform decides about forwarder pods, whatever the pool.
 *
 * @param seccompProfile RuntimeDefault, or the path of a Localhost profile
 * @param controlPort TCP port of the control interface
 * @param probePort TCP port of the probes
 */
public record PodSettings(
    String image, String imagePullPolicy, String seccompProfile, int controlPort, int probePort) {}
