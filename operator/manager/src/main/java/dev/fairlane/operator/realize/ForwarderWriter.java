package dev.fairlane.operator.realize;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.RouterReference;
import dev.fairlane.operator.decide.DomUSite;
import dev.fairlane.operator.model.ForwarderNames;
import dev.fairlane.operator.pod.ForwarderLabels;
import dev.fairlane.operator.pod.Owners;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/**
 * Creates, changes and removes Forwarder objects. One thread for each pool; nobody else writes
 * their specs.
 */
public final class ForwarderWriter {

  /** Keeps a router's own Forwarder until its pod is gone. */
  public static final String DOM_U_FINALIZER = "fairlane.dev/domu";

  private final KubernetesClient client;
  private final String namespace;

  public ForwarderWriter(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * A new Forwarder without routers, owned by the pool; nothing when another object has its name.
   */
  public Optional<Forwarder> create(ForwarderPool pool, String node) {
    String poolName = pool.getMetadata().getName();
    return create(
        meta(pool).withName(ForwarderNames.of(poolName, node)).build(),
        ForwarderSpecs.dom0(pool, node));
  }

  /**
   * A new Forwarder for one router, without assignment; nothing when another object has its name.
   * It stays until its pod, in another namespace, is gone.
   */
  public Optional<Forwarder> create(ForwarderPool pool, DomUSite site) {
    RouterReference router = site.router();
    return create(
        meta(pool)
            .withName(ForwarderNames.ofRouter(router.namespace(), router.name(), router.uid()))
            .addToLabels(ForwarderLabels.ROLE, ForwarderLabels.DOM_U)
            .withFinalizers(DOM_U_FINALIZER)
            .build(),
        ForwarderSpecs.domU(pool, site));
  }

  private ObjectMetaBuilder meta(ForwarderPool pool) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withLabels(ForwarderLabels.of(pool.getMetadata().getName()))
        .withOwnerReferences(Owners.of(pool));
  }

  private Optional<Forwarder> create(ObjectMeta metadata, ForwarderSpec spec) {
    Forwarder forwarder = new Forwarder();
    forwarder.setMetadata(metadata);
    forwarder.setSpec(spec);
    try {
      return Optional.of(client.resource(forwarder).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Gives the forwarder this spec. */
  public Forwarder assign(Forwarder forwarder, ForwarderSpec spec) {
    try {
      return replaceSpec(forwarder, spec);
    } catch (KubernetesClientException e) {
      // Gone: its pool was deleted meanwhile, and the read below says so.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      return replaceSpec(unlessDecidedAnew(forwarder), spec);
    }
  }

  public void delete(Forwarder forwarder) {
    client.resource(forwarder).delete();
  }

  /** As the API server has it now. */
  public Optional<Forwarder> read(Forwarder forwarder) {
    return Optional.ofNullable(client.resource(forwarder).get());
  }

  /**
   * A status written meanwhile changes the version but not the generation: then the decision still
   * stands.
   */
  private Forwarder unlessDecidedAnew(Forwarder forwarder) {
    Forwarder present =
        read(forwarder)
            .orElseThrow(
                () -> new StaleSnapshotException(forwarder.getMetadata().getName() + " is gone"));
    boolean same =
        present.getMetadata().getUid().equals(forwarder.getMetadata().getUid())
            && present
                .getMetadata()
                .getGeneration()
                .equals(forwarder.getMetadata().getGeneration());
    if (!same) {
      throw new StaleSnapshotException(
          forwarder.getMetadata().getName() + " was changed meanwhile");
    }
    return present;
  }

  /** A patch that names the version fails when the object has another one by now. */
  private Forwarder replaceSpec(Forwarder forwarder, ForwarderSpec spec) {
    String patch =
        Serialization.asJson(
            List.of(
                new Replacement(
                    "replace",
                    "/metadata/resourceVersion",
                    forwarder.getMetadata().getResourceVersion()),
                new Replacement("replace", "/spec", spec)));
    return client.resource(forwarder).patch(PatchContext.of(PatchType.JSON), patch);
  }

  private record Replacement(String op, String path, Object value) {}
}
