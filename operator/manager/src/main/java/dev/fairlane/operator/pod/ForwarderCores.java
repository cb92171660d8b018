package dev.fairlane.operator.pod;

import dev.fairlane.api.v1alpha1.ControlCore;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** The CPUs of a forwarder pod: what it is told of them and asks for. Pure. */
final class ForwarderCores {

  private static final String CPU = "cpu";
  private static final int MILLIS_PER_WORKER = 100;

  private ForwarderCores() {}

  static List<String> arguments(Cores cores) {
    if (shared(cores)) {
      return List.of("--cores", "shared", "--workers", Integer.toString(cores.count()));
    }
    return List.of("--control", cores.control() == ControlCore.DEDICATED ? "dedicated" : "shared");
  }

  /**
   * Exclusive: whole CPUs, requests equal to limits, so the pod is Guaranteed and the static CPU
   * manager gives it CPUs of its own. Shared: a part of those that pods share.
   */
  static Map<String, Quantity> requests(Cores cores) {
    if (!shared(cores)) {
      return limits(cores);
    }
    Quantity asked = cores.cpu();
    return Map.of(
        CPU, asked != null ? asked : new Quantity(cores.count() * MILLIS_PER_WORKER + "m"));
  }

  static Map<String, Quantity> limits(Cores cores) {
    return shared(cores) ? Map.of() : Map.of(CPU, new Quantity(Integer.toString(cores.count())));
  }

  private static boolean shared(Cores cores) {
    return cores.mode() == CoresMode.SHARED;
  }
}
