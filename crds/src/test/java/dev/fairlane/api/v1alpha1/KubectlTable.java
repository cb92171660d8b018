package dev.fairlane.api.v1alpha1;

import dev.fairlane.testsupport.apiserver.ApiServer;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;

/** What {@code kubectl get} asks for: a table with the printer columns. */
final class KubectlTable {

  private KubectlTable() {}

  /**
   * @param path the path of a list in the API
   * @return the table as JSON
   */
  static String of(ApiServer server, String path) {
    HttpClient http = server.client().getHttpClient();
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(server.url() + path)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    return http.sendAsync(request, String.class).join().body();
  }
}
