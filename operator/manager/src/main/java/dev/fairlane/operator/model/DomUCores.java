package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.ControlCore;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.DomU;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The CPU of a router's own pod, in the words of a pool. Pure.
 *
 * @param cores as a pool would ask for them
 * @param askedCores what the pod asks for, in cores
 */
public record DomUCores(Cores cores, double askedCores) {

  private static final Quantity DEFAULT_CPU = new Quantity("100m");

  /**
   * @param domU null for the default
   */
  public static DomUCores of(DomU domU) {
    if (domU != null && domU.cores() != null) {
      return new DomUCores(
          new Cores(CoresMode.EXCLUSIVE, domU.cores(), ControlCore.SHARED, null), domU.cores());
    }
    Quantity cpu = Optional.ofNullable(domU).map(DomU::cpu).orElse(DEFAULT_CPU);
    BigDecimal asked = cpu.getNumericalAmount();
    int threads = Math.max(1, asked.setScale(0, RoundingMode.CEILING).intValueExact());
    return new DomUCores(
        new Cores(CoresMode.SHARED, threads, ControlCore.SHARED, cpu), asked.doubleValue());
  }
}
