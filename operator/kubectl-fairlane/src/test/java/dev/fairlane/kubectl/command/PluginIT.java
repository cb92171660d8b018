package dev.fairlane.kubectl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.Recorded;
import dev.fairlane.testsupport.apiserver.ApiServer;
import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The recorded objects on a real API server: its lists, its rights, its refusals. */
@ExtendWith(ApiServerExtension.class)
class PluginIT {

  @TempDir private Path folder;
  private final Plugin plugin = new Plugin(Clock.systemUTC(), time -> true);

  @BeforeAll
  static void applyRecorded(KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("fairlane-system")
                .endMetadata()
                .build())
        .create();
    Recorded.objects("namespaces.yaml", Namespace.class)
        .forEach(each -> client.resource(each).create());
    Map<String, String> uids = new HashMap<>();
    apply(client, Recorded.objects("pool.yaml", ForwarderPool.class), uids);
    apply(client, Recorded.objects("routers.yaml", VirtualRouter.class), uids);
    // The API server gives uids, which the assignment names.
    String forwarders = Recorded.text("forwarders.yaml");
    for (Map.Entry<String, String> uid : uids.entrySet()) {
      forwarders = forwarders.replace(uid.getKey(), uid.getValue());
    }
    apply(client, List.of(Serialization.unmarshal(forwarders, Forwarder.class)), uids);
    allowTenant(client);
  }

  private static <T extends CustomResource<?, ?>> void apply(
      KubernetesClient client, List<T> objects, Map<String, String> uids) {
    for (T object : objects) {
      String recordedUid = object.getMetadata().getUid();
      object.getMetadata().setUid(null);
      object.getMetadata().setManagedFields(null);
      object.getMetadata().setCreationTimestamp(null);
      T created = client.resource(object).create();
      uids.put(recordedUid, created.getMetadata().getUid());
      object.getMetadata().setResourceVersion(created.getMetadata().getResourceVersion());
      client.resource(object).updateStatus();
    }
  }

  /** The tenant may see the routers of the own namespace, and nothing else. */
  private static void allowTenant(KubernetesClient client) {
    List<HasMetadata> objects =
        List.of(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("tenant")
                .withNamespace("tenant-b")
                .endMetadata()
                .build(),
            new RoleBuilder()
                .withNewMetadata()
                .withName("tenant")
                .withNamespace("tenant-b")
                .endMetadata()
                .addNewRule()
                .withApiGroups("fairlane.dev")
                .withResources("virtualrouters")
                .withVerbs("get", "list")
                .endRule()
                .build(),
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("tenant")
                .withNamespace("tenant-b")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "tenant")
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName("tenant")
                .withNamespace("tenant-b")
                .endSubject()
                .build());
    objects.forEach(object -> client.resource(object).create());
  }

  @Test
  void showsAllRoutersToAnAdministrator(ApiServer server) {
    Plugin.Result result = run(server, server.adminToken(), "top", "-A");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern("tenant-a +edge +edge +True +node-1 +2,3 +1.33");
    assertThat(result.out()).containsPattern("tenant-b +late +edge +False");
    assertThat(result.out()).containsPattern("edge-node-1 +node-1 +0 +2 +2 +95%");
    assertThat(result.out()).contains("Figures from status").contains("s ago.");
    assertThat(result.out())
        .as("there is no pod behind the forwarder")
        .contains("No live figures of edge-node-1.");
  }

  @Test
  void showsATenantTheOwnRoutersAndSaysWhatIsHidden(ApiServer server) {
    Plugin.Result result = run(server, tenantToken(server), "top", "-n", "tenant-b");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("wire")
        .doesNotContain("tenant-a")
        .contains("Note: You may not list forwarders.fairlane.dev in the whole cluster.");
  }

  @Test
  void namesTheRightThatATenantLacks(ApiServer server) {
    Plugin.Result result = run(server, tenantToken(server), "top", "-A");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err())
        .isEqualTo("Error: You may not list virtualrouters.fairlane.dev in the whole cluster.\n");
  }

  @Test
  void explainsARouterToAnAdministratorAndToItsTenant(ApiServer server) {
    Plugin.Result all = run(server, server.adminToken(), "explain", "wire", "-n", "tenant-b");
    Plugin.Result own = run(server, tenantToken(server), "explain", "wire", "-n", "tenant-b");

    assertThat(all.out()).contains("has weight 100 of 300: 0.67 cores by weight");
    assertThat(own.out())
        .contains("It forwards.")
        .doesNotContain("by weight")
        .contains("You may not list events in the namespace tenant-b.");
  }

  @Test
  void helpsWhoMistypedARouter(ApiServer server) {
    Plugin.Result result = run(server, server.adminToken(), "explain", "egde");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.err())
        .isEqualTo(
            "Error: There is no router egde in the namespace tenant-a; did you mean edge?\n");
  }

  @Test
  void saysThatATokenIsNotTaken(ApiServer server) {
    Plugin.Result result = run(server, "no-such-token", "top");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains(server.url()).contains("does not take the credentials");
  }

  private Plugin.Result run(ApiServer server, String token, String... arguments) {
    Path kubeconfig =
        FakeApi.kubeconfig(
            folder, server.url(), token, "certificate-authority: " + server.certificate());
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--kubeconfig";
    all[arguments.length + 1] = kubeconfig.toString();
    return plugin.run(all);
  }

  private static String tenantToken(ApiServer server) {
    return server
        .client()
        .serviceAccounts()
        .inNamespace("tenant-b")
        .withName("tenant")
        .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
        .getStatus()
        .getToken();
  }
}
