package dev.fairlane.testsupport.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class ApiServerIT {

  @Test
  void givesEveryTestANamespaceOfItsOwn(ApiServer server) {
    String first = server.newNamespace("story");
    String second = server.newNamespace("story");

    assertThat(first).isNotEqualTo(second);
    assertThat(server.client().namespaces().withName(second).get()).isNotNull();
  }

  @Test
  void givesAServiceAccountExactlyTheRightsOfItsRoles(ApiServer server, KubernetesClient admin) {
    String namespace = server.newNamespace("rights");
    allowReadingConfigMaps(admin, namespace, "reader");

    try (KubernetesClient reader = server.clientFor(namespace, "reader")) {
      assertThat(reader.configMaps().inNamespace(namespace).list().getItems()).isEmpty();
      assertThatThrownBy(
              () -> reader.configMaps().inNamespace(namespace).resource(configMap()).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
          .hasMessageContaining("system:serviceaccount:" + namespace + ":reader");
    }
  }

  private static io.fabric8.kubernetes.api.model.ConfigMap configMap() {
    return new ConfigMapBuilder().withNewMetadata().withName("refused").endMetadata().build();
  }

  private static void allowReadingConfigMaps(
      KubernetesClient admin, String namespace, String account) {
    admin
        .serviceAccounts()
        .inNamespace(namespace)
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(account).endMetadata().build())
        .create();
    admin
        .rbac()
        .roles()
        .inNamespace(namespace)
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .addNewRule()
                .addToApiGroups("")
                .addToResources("configmaps")
                .addToVerbs("list")
                .endRule()
                .build())
        .create();
    admin
        .rbac()
        .roleBindings()
        .inNamespace(namespace)
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                .addNewSubject("", "ServiceAccount", account, namespace)
                .build())
        .create();
  }
}
