package dev.fairlane.operator.realize;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the status of one kind by server-side apply, and remembers what it wrote until the cache
 * shows it: a cache that is behind must not cause a second write. Any thread, one at a time for
 * each object.
 */
public final class StatusWriter<R extends CustomResource<?, ?>> {

  private final KubernetesClient client;
  private final PatchContext apply;
  private final Map<String, R> written = new ConcurrentHashMap<>();

  /**
   * @param fieldManager the writer's name, one for each kind
   */
  public StatusWriter(KubernetesClient client, String fieldManager) {
    this.client = client;
    this.apply =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(fieldManager)
            .withForce(true)
            .build();
  }

  /** The cached object, or what this writer got back for it if that is newer. */
  public R latest(R cached) {
    R own = written.get(cached.getMetadata().getUid());
    if (own != null && version(own) > version(cached)) {
      return own;
    }
    written.remove(cached.getMetadata().getUid());
    return cached;
  }

  /**
   * @param fresh a new object with nothing but name, namespace and status
   * @return false when the object is gone: the cache will show it, and there is nothing to tell
   */
  public boolean write(R fresh) {
    try {
      R result = client.resource(fresh).subresource("status").patch(apply);
      written.put(result.getMetadata().getUid(), result);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Versions of one kind of object may be compared as numbers: the API promises it since Kubernetes
   * 1.35.
   */
  private static long version(CustomResource<?, ?> resource) {
    return Long.parseLong(resource.getMetadata().getResourceVersion());
  }
}
