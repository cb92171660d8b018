package dev.fairlane.operator.wiring;

import dev.fairlane.operator.control.ForwarderClient;
import dev.fairlane.operator.control.TlsHttpClients;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.pki.Pki;
import dev.fairlane.operator.pod.ForwarderLabels;
import dev.fairlane.operator.reconcile.CertificateKeeper;
import dev.fairlane.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** Makes what talks to forwarders. */
final class ControlBeans {

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  TlsHttpClients tlsHttpClients(Vertx vertx) {
    return new TlsHttpClients(vertx);
  }

  void close(@Disposes TlsHttpClients clients) {
    clients.close();
  }

  @Produces
  @Singleton
  ForwarderClient forwarderClient(TlsHttpClients clients, OperatorSettings settings) {
    return new ForwarderClient(clients, settings.report().timeout());
  }

  @Produces
  @Singleton
  ForwarderMonitor monitor(ForwarderClient client, InstantSource clock) {
    return new ForwarderMonitor(client, clock);
  }

  @Produces
  @Singleton
  CertificateKeeper certificates(
      KubernetesClient client, OperatorSettings settings, TlsHttpClients clients) {
    Pki pki =
        new Pki(
            client,
            client.getNamespace(),
            ForwarderLabels.common(),
            settings.pki().authorityLifetime(),
            settings.pki().certificateLifetime());
    return new CertificateKeeper(pki, clients);
  }
}
