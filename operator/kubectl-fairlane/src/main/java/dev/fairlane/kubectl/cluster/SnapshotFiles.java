package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes snapshots, and reads manifests. */
public final class SnapshotFiles {

  private SnapshotFiles() {}

  /**
   * Writes the snapshot as JSON.
   *
   * @throws ClusterProblem when it cannot be written
   */
  public static void write(Path file, Snapshot snapshot) {
    try {
      Files.writeString(file, Serialization.asJson(snapshot));
    } catch (IOException e) {
      throw new ClusterProblem(Kind.FILE, "%s cannot be written.".formatted(file));
    }
  }

  /**
   * @throws ClusterProblem when it cannot be read or is none
   */
  public static Snapshot read(Path file) {
    String text = text(file);
    try {
      Snapshot snapshot = Serialization.unmarshal(text, Snapshot.class);
      if (snapshot == null) {
        throw new IllegalArgumentException("the file is empty");
      }
      snapshot.requireSense();
      return snapshot;
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw new ClusterProblem(
          Kind.FILE,
          "%s is no snapshot: make one by kubectl fairlane plan POOL --record FILE."
              .formatted(file));
    }
  }

  /**
   * The objects of a file of YAML documents; what is no pool or router is left as it is.
   *
   * @throws ClusterProblem when a document cannot be read
   */
  public static List<HasMetadata> manifests(Path file) {
    List<HasMetadata> manifests = new ArrayList<>();
    String[] documents = text(file).split("(?m)^---\\s*$");
    for (int index = 0; index < documents.length; index++) {
      if (documents[index].lines().anyMatch(SnapshotFiles::isContent)) {
        manifests.add(manifest(file, index + 1, documents[index]));
      }
    }
    return manifests;
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private static HasMetadata manifest(Path file, int number, String document) {
    var generic = read(file, number, document, GenericKubernetesResource.class, "manifest");
    if (generic.getKind() == null || generic.getMetadata() == null) {
      throw new ClusterProblem(
          Kind.FILE,
          "%s: document %d is no %s: it needs kind and metadata."
              .formatted(file, number, generic.getKind() == null ? "manifest" : generic.getKind()));
    }
    HasMetadata manifest =
        switch (generic.getKind()) {
          case "ForwarderPool" ->
              read(file, number, document, ForwarderPool.class, "ForwarderPool");
          case "VirtualRouter" ->
              read(file, number, document, VirtualRouter.class, "VirtualRouter");
          default -> generic;
        };
    return manifest;
  }

  private static <T> T read(Path file, int number, String document, Class<T> type, String kind) {
    try {
      return Serialization.unmarshal(document, type);
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw new ClusterProblem(
          Kind.FILE,
          "%s: document %d is no %s: %s."
              .formatted(file, number, kind, FirstCause.of(e).lines().findFirst().orElse("")));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ClusterProblem(Kind.FILE, "%s cannot be read.".formatted(file));
    }
  }
}
