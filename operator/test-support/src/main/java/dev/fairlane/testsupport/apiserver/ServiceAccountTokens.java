package dev.fairlane.testsupport.apiserver;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Tokens of service accounts, signed by the API server itself. */
final class ServiceAccountTokens {

  private static final long LIFETIME_SECONDS = 3600;

  private ServiceAccountTokens() {}

  /**
   * @return a bearer token that is good for an hour
   */
  static String request(KubernetesClient client, String namespace, String serviceAccount) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(LIFETIME_SECONDS)
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(serviceAccount)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
