package dev.fairlane.kubectl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.kubectl.command.FakeApi.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that people install, with its launchers, as processes of their own. */
class LauncherIT {

  private static final Path LAUNCHERS = Path.of("target", "dist", "bin").toAbsolutePath();

  @TempDir private Path folder;

  /** As hack/kubectl-fairlane.sh does. */
  @BeforeAll
  static void install() throws IOException {
    Files.createDirectories(LAUNCHERS);
    try (Stream<Path> files = Files.list(Path.of("bin"))) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            LAUNCHERS.resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void runsTheJarWithAllThatItNeeds() throws Exception {
    try (FakeApi api = FakeApi.start()) {
      for (String kind : List.of("virtualrouters", "forwarderpools", "forwarders")) {
        api.answer("/apis/fairlane.dev/v1alpha1/" + kind, Answer.json("{\"items\": []}"));
      }
      api.answer("/api/v1/namespaces", Answer.json("{\"items\": []}"));
      String kubeconfig = api.kubeconfig(folder).toString();

      Plugin.Result first = run("kubectl-fairlane", "top", "-A", "--kubeconfig", kubeconfig);
      Plugin.Result second = run("kubectl-fairlane", "top", "-A", "--kubeconfig", kubeconfig);

      assertThat(first).isEqualTo(new Plugin.Result(0, noRouters(), ""));
      assertThat(second).as("with the classes that the first run kept").isEqualTo(first);
      assertThat(folder.resolve("cache/fairlane/kubectl-fairlane-top.jsa")).exists();
    }
  }

  @Test
  void knowsItsVersion() throws Exception {
    assertThat(run("kubectl-fairlane", "--version").out())
        .matches("kubectl-fairlane \\d+\\.\\d+\\.\\d+.*\n");
  }

  @Test
  void completesWordsForKubectl() throws Exception {
    assertThat(run("kubectl_complete-fairlane", "explain", "--cont"))
        .isEqualTo(new Plugin.Result(0, "--context\n:4\n", ""));
  }

  @Test
  void saysWhatIsMissingWithoutJava() throws Exception {
    Plugin.Result result =
        run(Map.of("JAVA_HOME", folder.resolve("nowhere").toString()), "kubectl-fairlane");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("needs a Java runtime of at least 21");
  }

  private static String noRouters() {
    return "No routers.\n\nThere are no figures yet.\n";
  }

  private Plugin.Result run(String launcher, String... arguments) throws Exception {
    return run(Map.of("JAVA_HOME", System.getProperty("java.home")), launcher, arguments);
  }

  private Plugin.Result run(Map<String, String> environment, String launcher, String... arguments)
      throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(LAUNCHERS.resolve(launcher).toString()), Stream.of(arguments))
                .toList());
    builder.environment().putAll(environment);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    int exitCode =
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Plugin.Result(exitCode, read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
