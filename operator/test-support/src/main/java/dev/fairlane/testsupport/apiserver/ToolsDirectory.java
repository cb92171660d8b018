package dev.fairlane.testsupport.apiserver;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder with the binaries of etcd and kube-apiserver, named by whoever runs the tests. */
final class ToolsDirectory {

  /** System property that names the folder; wins over the environment variable. */
  static final String PROPERTY = "fairlane.tools.dir";

  /** Environment variable that names the folder. */
  static final String VARIABLE = "FAIRLANE_TOOLS_DIR";

  private final Path directory;

  private ToolsDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * @throws IllegalStateException when neither the property nor the variable names a folder
   */
  static ToolsDirectory find() {
    return of(System.getProperty(PROPERTY, System.getenv(VARIABLE)));
  }

  /**
   * @param name path of the folder; null or blank when nobody named one
   */
  static ToolsDirectory of(String name) {
    if (name == null || name.isBlank()) {
      throw new IllegalStateException(
          "The integration tests need etcd and kube-apiserver: build them with "
              + "hack/build-tools.sh etcd kube-apiserver and name their folder by the environment variable "
              + VARIABLE
              + " or the system property "
              + PROPERTY
              + ".");
    }
    return new ToolsDirectory(Path.of(name));
  }

  /**
   * @return the path of an executable
   * @throws IllegalStateException when it is not there
   */
  Path tool(String name) {
    Path path = directory.resolve(name);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          "'"
              + name
              + "' is missing in "
              + directory
              + ": build it with hack/build-tools.sh "
              + name
              + ".");
    }
    return path;
  }
}
