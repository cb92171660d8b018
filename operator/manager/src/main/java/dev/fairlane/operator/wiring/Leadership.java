package dev.fairlane.operator.wiring;

import dev.fairlane.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One replica acts; the others keep their caches warm. A replica that loses the Lease ends its process. */
final class Leadership {

  private static final String LEASE = "fairlane-operator";

  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(KubernetesClient client, OperatorSettings settings) {
    return new LeaderElectionConfiguration(LEASE, client.getNamespace(), settings.instance());
  }
}
