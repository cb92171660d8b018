package dev.fairlane.kubectl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.Golden;
import dev.fairlane.kubectl.Recorded;
import dev.fairlane.kubectl.command.FakeApi.Answer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginTest {

  private static final String KINDS = "/apis/fairlane.dev/v1alpha1/";
  private static final String METRICS =
      "/api/v1/namespaces/fairlane-system/pods/edge-node-1:8080/proxy/metrics";

  @TempDir private Path folder;
  private final FakeApi api = FakeApi.start();
  private int looks = 2;
  private Answer later = metrics("metrics-later.txt");

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void readsLiveFiguresThroughTheApiServersProxy() {
    serveRecorded();

    Plugin.Result result = run("top", "-A");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    Golden.assertIs("top-live.txt", result.out());
  }

  @Test
  void fallsBackToTheStatusWhenTheProxyDoesNotReachThePod() {
    serveRecorded();
    later = Answer.failure(503, "error trying to reach service");
    api.answer(METRICS, later);

    Plugin.Result result = run("top", "-A");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("Figures from status")
        .contains("The API server does not reach port 8080 of the pod edge-node-1.");
  }

  @Test
  void asksNoForwarderWhenToldSo() {
    serveRecorded();

    assertThat(run("top", "-A", "--no-live").out())
        .contains("Figures from status")
        .doesNotContain("Live")
        .doesNotContain("Note");
  }

  @Test
  void looksAgainUntilItIsInterrupted() {
    serveRecorded();
    looks = 4;

    Plugin.Result result = run("top", "-A", "-w", "-o", "json");

    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.out().lines()).allMatch(line -> line.startsWith("{\"time\":"));
  }

  @Test
  void plansForWhatItSeesAndForWhatItRecordedTheSame() {
    serveRecorded();
    String file = folder.resolve("edge.json").toString();

    Plugin.Result live = run("plan", "edge", "--record", file);

    assertThat(live.err()).isEmpty();
    assertThat(live.exitCode()).isZero();
    Golden.assertIs("plan.txt", live.out());
    Plugin.Result offline =
        new Plugin(() -> Recorded.NOW, time -> false).run("plan", "edge", "--snapshot", file);
    assertThat(offline).isEqualTo(live);
  }

  @Test
  void plansNothingForAForwarderThatIsSilent() {
    serveRecorded();
    later = Answer.failure(503, "error trying to reach service");

    assertThat(run("plan", "edge").out())
        .startsWith("Pool edge (mode Auto): NotReady")
        .contains("Note: No live figures of edge-node-1. The API server does not reach port 8080");
  }

  @Test
  void saysThatTheSnapshotCannotBeKept() {
    serveRecorded();

    Plugin.Result result = run("plan", "edge", "--record", folder.toString());

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).isEqualTo("Error: %s cannot be written.%n".formatted(folder));
  }

  @Test
  void saysThatFairlaneIsNotInstalled() {
    Plugin.Result result = run("top", "-A");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err())
        .contains("context test of " + folder.resolve("kubeconfig"))
        .contains("has no virtualrouters.fairlane.dev: Fairlane is not installed there");
  }

  @Test
  void saysWhichClusterDoesNotAnswer() {
    Path kubeconfig = api.kubeconfig(folder);
    api.close();

    Plugin.Result result = run("explain", "edge", "--kubeconfig", kubeconfig.toString());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("http://127.0.0.1:").contains("context test of");
  }

  @Test
  void saysThatTheCredentialsAreRefused() {
    api.answer(KINDS + "virtualrouters", Answer.failure(401, "Unauthorized"));

    Plugin.Result result = run("top", "-A");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("does not take the credentials");
  }

  @Test
  void namesTheContextsThatThereAre() {
    Plugin.Result result = run("top", "--context", "tset");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("has no context tset; it has: test, spare.");
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    Plugin.Result result =
        new Plugin(() -> Recorded.NOW, time -> false).run("top", "--kubeconfig", "/nowhere/config");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("--kubeconfig: the file /nowhere/config cannot be read.");
  }

  @Test
  void saysThatTheKeyOfTheKubeconfigCannotBeUsed() throws IOException {
    Path kubeconfig = api.kubeconfig(folder);
    String text = Files.readString(kubeconfig);
    Files.writeString(
        kubeconfig,
        text.replace(
            "{token: secret}",
            "{client-certificate-data: bm8gY2VydGlmaWNhdGU=, client-key-data: bm8ga2V5}"));

    Plugin.Result result = run(kubeconfig, "top", "-A");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains(kubeconfig + ": its certificates and keys cannot be used");
  }

  @Test
  void refusesAPoolThatDoesNotExist() {
    serveRecorded();

    Plugin.Result result = run("top", "--pool", "egde");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.err()).isEqualTo("Error: There is no pool egde; did you mean edge?\n");
  }

  @Test
  void refusesUsageThatMakesNoSense() {
    assertThat(run("top", "-A", "-n", "x").exitCode()).isEqualTo(2);
    assertThat(run("top", "--window", "90").err()).contains("not between 1 and 60");
    assertThat(run("explain").err()).contains("Missing required parameter: 'ROUTER'");
    assertThat(run().exitCode()).isEqualTo(2);
  }

  @Test
  void completesCommandsAndOptionsForKubectl() {
    Plugin plugin = new Plugin(() -> Recorded.NOW, time -> false);

    assertThat(plugin.run("__complete", "--", "").out().lines())
        .contains("top", "explain", "plan", ":4")
        .doesNotContain("__complete");
    assertThat(plugin.run("__complete", "--", "top", "--wi").out()).isEqualTo("--window\n:4\n");
    assertThat(plugin.run("__complete", "--", "top", "-o", "").out().lines())
        .contains("text", "json");
  }

  private Plugin.Result run(Path kubeconfig, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    return run(all.toArray(String[]::new));
  }

  /** Adds the kubeconfig, and counts the pauses; the second reading of the metrics is later. */
  private Plugin.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.isEmpty() && !all.contains("--kubeconfig")) {
      all.addAll(List.of("--kubeconfig", api.kubeconfig(folder).toString()));
    }
    return new Plugin(
            () -> Recorded.NOW,
            time -> {
              api.answer(METRICS, later);
              looks--;
              return looks > -1;
            })
        .run(all.toArray(String[]::new));
  }

  private void serveRecorded() {
    serve(KINDS + "virtualrouters", Recorded.objects("routers.yaml", VirtualRouter.class));
    serve(KINDS + "forwarderpools", Recorded.objects("pool.yaml", ForwarderPool.class));
    serve(KINDS + "forwarders", Recorded.objects("forwarders.yaml", Forwarder.class));
    serve("/api/v1/namespaces", Recorded.objects("namespaces.yaml", Namespace.class));
    api.answer(METRICS, metrics("metrics-first.txt"));
  }

  private void serve(String path, List<? extends HasMetadata> items) {
    Map<String, Object> list =
        Map.of(
            "apiVersion",
            items.get(0).getApiVersion(),
            "kind",
            items.get(0).getKind() + "List",
            "metadata",
            Map.of(),
            "items",
            items);
    api.answer(path, Answer.json(Serialization.asJson(list)));
  }

  private static Answer metrics(String file) {
    return new Answer(200, "text/plain; version=0.0.4", Recorded.text(file));
  }
}
