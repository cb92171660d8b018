package dev.fairlane.kubectl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.fairlane.kubectl.Golden;
import dev.fairlane.testsupport.snapshot.CrowdedPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of a recorded pool, without a cluster. */
class PlanTest {

  @TempDir private Path folder;
  private Path snapshot;

  @BeforeEach
  void record() throws IOException {
    snapshot = Files.writeString(folder.resolve("crowded.json"), CrowdedPool.snapshot());
  }

  @Test
  void showsWhatTheOperatorDecidesOfTheSamePool() {
    Plugin.Result result = plan("-o", "json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    Golden.assertIs(CrowdedPool.decisionFile(), result.out());
  }

  @Test
  void showsThePlanToPeople() {
    Golden.assertIs("plan-crowded.txt", plan().out());
  }

  @Test
  void countsAPathThatCarriesTwoInterfacesOnce() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode crowded = mapper.readTree(CrowdedPool.snapshot());
    assertThat(entitled(mapper.readTree(plan("-o", "json").out()))).isEqualTo(1.7);
    ((ArrayNode) crowded.at("/forwarders/0/spec/routers/0/paths")).remove(1);
    Files.writeString(snapshot, crowded.toString());

    JsonNode joined = mapper.readTree(plan("-o", "json").out());

    assertThat(entitled(joined)).isEqualTo(1.0);
    assertThat(joined.path("moves").findValuesAsText("path")).isNotEmpty();
    assertThat(joined.path("notes")).isEmpty();
  }

  /** Of the router whose two interfaces have a path each, or one for both. */
  private static double entitled(JsonNode plan) {
    assertThat(plan.at("/routers/0/router").asText()).isEqualTo("tenant-a/core");
    return plan.at("/routers/0/entitledCores").asDouble();
  }

  @Test
  void plansForOtherSpecsThanThePresentOnes() throws IOException {
    Path manifests =
        Files.writeString(
            folder.resolve("pool.yaml"),
            CrowdedPool.poolManifest().replace("\"Auto\"", "\"Recommend\""));

    assertThat(plan("-f", manifests.toString()).out())
        .startsWith("Pool edge (mode Recommend): Recommend, plan ")
        .contains("waits for approval");
  }

  @Test
  void saysThatAPoolThatIsOffMovesNothing() throws IOException {
    Path manifests =
        Files.writeString(
            folder.resolve("pool.yaml"), CrowdedPool.poolManifest().replace("\"Auto\"", "\"Off\""));

    assertThat(plan("-f", manifests.toString()).out())
        .startsWith("Pool edge (mode Off): Recommend, plan ")
        .contains("Note: The pool's mode is Off: the operator moves nothing.");
  }

  @Test
  void saysThatAFileIsNoSnapshot() throws IOException {
    for (String text : new String[] {"", "{}", "[1]", "kind: Pod", CrowdedPool.reports()}) {
      Files.writeString(snapshot, text);

      Plugin.Result result = plan();

      assertThat(result.err())
          .isEqualTo(
              "Error: %s is no snapshot: make one by kubectl fairlane plan POOL --record FILE.%n"
                  .formatted(snapshot));
      assertThat(result.exitCode()).isEqualTo(7);
    }
  }

  @Test
  void saysThatAManifestCannotBeRead() throws IOException {
    Path manifests = Files.writeString(folder.resolve("pool.yaml"), "kind: ForwarderPool\nspec: 1");

    Plugin.Result result = plan("-f", manifests.toString());

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).startsWith("Error: " + manifests + ": document 1 is no ForwarderPool");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Plugin.Result result = plan("-f", folder.resolve("nowhere.yaml").toString());

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).contains("nowhere.yaml cannot be read");
  }

  @Test
  void saysThatTheSnapshotHasNoSuchPool() {
    Plugin.Result result = run("plan", "egde", "--snapshot", snapshot.toString());

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.err()).isEqualTo("Error: There is no pool egde; did you mean edge?\n");
  }

  @Test
  void refusesUsageThatMakesNoSense() {
    assertThat(plan("--record", "x").err()).contains("--record and --snapshot exclude each other");
    assertThat(run("plan", "edge", "--window", "0").err())
        .contains("--window: 0 is not between 1 and 60; the nearest is 1.");
    assertThat(run("plan").exitCode()).isEqualTo(2);
  }

  private Plugin.Result plan(String... more) {
    String[] all = new String[4 + more.length];
    all[0] = "plan";
    all[1] = "edge";
    all[2] = "--snapshot";
    all[3] = snapshot.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return run(all);
  }

  private static Plugin.Result run(String... arguments) {
    return new Plugin(() -> Instant.EPOCH, time -> false).run(arguments);
  }
}
