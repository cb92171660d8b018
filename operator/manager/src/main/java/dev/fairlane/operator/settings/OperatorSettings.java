package dev.fairlane.operator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * What the platform configures: {@code application.properties}, overridden by environment
 * variables.
 */
@ConfigMapping(prefix = "fairlane")
public interface OperatorSettings {

  /** Names this process in the Lease and in Events: its pod's name. */
  @WithDefault("${POD_NAME:fairlane-operator}")
  String instance();

  Forwarder forwarder();

  Cycle cycle();

  Rebalance rebalance();

  Report report();

  Pki pki();

  /** How forwarder pods are made and reached. */
  interface Forwarder {

    /** The image of the forwarder's container. */
    String image();

    /** Always, IfNotPresent or Never. */
    @WithDefault("IfNotPresent")
    String imagePullPolicy();

    /**
     * {@code RuntimeDefault}, or the path of a Localhost profile below the kubelet's seccomp
     * directory.
     */
    @WithDefault("RuntimeDefault")
    String seccompProfile();

    /** TCP port of the control interface; 1 to 65535. */
    @WithDefault("8443")
    int controlPort();

    /** TCP port of the probes and metrics; 1 to 65535. */
    @WithDefault("8080")
    int probePort();
  }

  /** When the pools' cycles run. */
  interface Cycle {

    /** The longest time between two turns of a pool. */
    @WithDefault("10s")
    Duration interval();

    /** Wakes within this time make one turn. */
    @WithDefault("100ms")
    Duration coalesce();
  }

  /** When pools are rebalanced. */
  interface Rebalance {
    /**
     * Time between two looks, at least 1 s. All other times of rebalancing are counted in looks of
     * 10 s and shrink and stretch with it: leave it alone but in tests.
     */
    @WithDefault("10s")
    Duration tick();
  }

  /** How reports are fetched. */
  interface Report {

    /** Time between two polls of one forwarder. */
    @WithDefault("5s")
    Duration interval();

    /** Limit of one request to a forwarder, answer included. */
    @WithDefault("4s")
    Duration timeout();

    /** A report older than this counts as none. */
    @WithDefault("20s")
    Duration maxAge();
  }

  /** Lifetimes of certificates; each is renewed after two thirds of its life. */
  interface Pki {

    @WithDefault("3650d")
    Duration authorityLifetime();

    @WithDefault("90d")
    Duration certificateLifetime();
  }
}
