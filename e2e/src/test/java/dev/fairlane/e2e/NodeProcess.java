package dev.fairlane.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A process of a container, as the node sees it. The embedded cluster's node is this machine.
 *
 * @param pid on the node
 */
record NodeProcess(long pid) {

  private static final Path PROC = Path.of("/proc");

  /** The entry point of a pod's only container. */
  static NodeProcess of(Pod pod) {
    String id =
        pod.getStatus().getContainerStatuses().get(0).getContainerID().replaceFirst(".*://", "");
    return ProcessHandle.allProcesses()
        .filter(process -> isIn(process, id))
        .filter(process -> process.parent().filter(parent -> isIn(parent, id)).isEmpty())
        .map(process -> new NodeProcess(process.pid()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no process of the container " + id + " on this machine"));
  }

  /** Ends it as a fault does: it cannot react. */
  void kill() {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** The CPUs that its threads may use, each different list once. */
  TreeSet<String> allowedCpus() {
    TreeSet<String> lists = new TreeSet<>();
    try (Stream<Path> threads = Files.list(PROC.resolve(Long.toString(pid)).resolve("task"))) {
      for (Path thread : threads.toList()) {
        lists.add(field(thread.resolve("status"), "Cpus_allowed_list"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lists;
  }

  /** The largest resident memory that it ever had. */
  double peakMebibytes() {
    return Long.parseLong(status("VmHWM").replace(" kB", "")) / 1024.0;
  }

  /** Capabilities that it could ever get, as a hexadecimal mask. */
  long boundingCapabilities() {
    return Long.parseLong(status("CapBnd"), 16);
  }

  /** Real, effective, saved and file-system user ids. */
  List<String> userIds() {
    return List.of(status("Uid").split("\\s+"));
  }

  private String status(String name) {
    return field(PROC.resolve(Long.toString(pid)).resolve("status"), name);
  }

  private static String field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no %s in %s".formatted(name, file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isIn(ProcessHandle process, String containerId) {
    try {
      return Files.readString(PROC.resolve(Long.toString(process.pid())).resolve("cgroup"))
          .contains(containerId);
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }
}
