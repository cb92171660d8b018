package dev.fairlane.operator.wiring;

import dev.fairlane.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * One replica acts; the others keep their caches warm. A replica that loses the Lease ends its
 * process at once, so that no two act at a time.
 */
@ApplicationScoped
class Leadership {

  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final String LEASE = "fairlane-operator";
  private static final int LOST = 1;

  /** Before the operator stops, which gives the Lease up too. */
  private static final int FIRST = 1;

  private final AtomicBoolean ending = new AtomicBoolean();

  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(KubernetesClient client, OperatorSettings settings) {
    return new LeaderElectionConfiguration(
        LEASE,
        client.getNamespace(),
        LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
        LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
        LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
        settings.instance(),
        new LeaderCallbacks(
            () -> LOG.info("Leading."), this::stopped, leader -> LOG.infof("%s leads.", leader)),
        // The framework would call System.exit, which never returns while the process is ending
        // already.
        false);
  }

  void ending(@Observes @Priority(FIRST) ShutdownEvent event) {
    ending.set(true);
  }

  private void stopped() {
    if (!ending.get()) {
      LOG.error("The Lease is lost: the process ends.");
      Runtime.getRuntime().halt(LOST);
    }
  }
}
