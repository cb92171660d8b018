package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class ClickIT {

  private static final String RIGHT =
      """
      FromDevice(left) -> cnt :: Counter -> ToDevice(right);
      FromDevice(right) -> ToDevice(left);
      """;

  private static final String WRONG =
      """
      FromDevice(left) -> Conter -> ToDevice(right);
      FromDevice(right) -> ToDevice(left);
      """;

  private static final String MISTAKE =
      "spec.forwarding.click: line 1, column 21: There is no element or element class \"Conter\"."
          + " Did you mean \"Counter\"?";

  private static final String JOINED =
      """
      q :: Queue(100);
      FromDevice(left) -> q;
      FromDevice(right) -> q;
      q -> ToDevice(right);
      """;

  private static final String PROGRAMMED =
      """
      FromDevice(left) -> BPFClassifier($program) -> ToDevice(right);
      FromDevice(right) -> ToDevice(left);
      """;

  @Test
  void placesInterfacesThatMeetInAQueueAsOnePath(Story story) {
    story.prepared();
    ForwarderPod pod = story.runForwarder();
    story.click("edge", JOINED);

    VirtualRouter edge = Conditions.await(story, "edge", "Ready", "True/Forwarding");

    assertThat(edge.getStatus().paths())
        .singleElement()
        .satisfies(path -> assertThat(path.joined()).containsExactly("right"))
        .extracting(path -> path.name())
        .isEqualTo("left");
    JsonNode paths = router(pod, "edge").at("/paths");
    assertThat(paths).hasSize(2);
    assertThat(paths.at("/0/worker")).isEqualTo(paths.at("/1/worker"));
    assertThat(router(pod, "edge").at("/shares")).hasSize(1);
  }

  @Test
  void takesAProgramFromAConfigMapAndConfiguresAnewWhenItChanges(Story story) {
    story.prepared();
    ForwarderPod pod = story.runForwarder();
    story.parameterized("guard", PROGRAMMED, "programs");

    VirtualRouter waits = Conditions.await(story, "guard", "Accepted", "False/ParameterNotFound");
    assertThat(waits.getStatus().conditions().get(0).getMessage())
        .isEqualTo(
            "spec.forwarding.clickParameters[0].configMapKeyRef.name: the namespace has no ConfigMap"
                + " programs with the label fairlane.dev/click-parameters=true.");

    program(story, Map.of("program", "twAAAAAAAACVAAAAAAAAAA=="));
    VirtualRouter runs = Conditions.await(story, "guard", "Ready", "True/Forwarding");
    JsonNode first = router(pod, "guard");
    assertThat(programOf(first)).isEqualTo("twAAAAAAAACVAAAAAAAAAA==");

    program(story, Map.of("program", "twAAAAEAAACVAAAAAAAAAA==\n"));
    Conditions.eventually(
        "the changed program",
        () -> programOf(router(pod, "guard")).equals("twAAAAEAAACVAAAAAAAAAA=="));
    Conditions.await(story, "guard", "Ready", "True/Forwarding");
    assertThat(router(pod, "guard").path("release")).isNotEqualTo(first.path("release"));
    assertThat(router(pod, "guard").path("generation").asLong())
        .isEqualTo(runs.getMetadata().getGeneration());

    program(story, Map.of("programme", ""));
    VirtualRouter lost = Conditions.await(story, "guard", "Ready", "False/ParameterNotFound");
    assertThat(lost.getStatus().conditions().get(0).getMessage())
        .isEqualTo(
            "spec.forwarding.clickParameters[0].configMapKeyRef.key: the ConfigMap programs has no key"
                + " program; it has programme.");
    assertThat(programOf(router(pod, "guard"))).isEqualTo("twAAAAEAAACVAAAAAAAAAA==");
  }

  private static void program(Story story, Map<String, String> data) {
    story
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("programs")
                .withNamespace(story.tenant())
                .addToLabels("fairlane.dev/click-parameters", "true")
                .endMetadata()
                .withData(data)
                .build())
        .createOr(existing -> existing.update());
  }

  private static String programOf(JsonNode router) {
    for (JsonNode element : router.at("/forwarding/click/elements")) {
      if (element.path("class").asText().equals("BPFClassifier")) {
        return element.at("/arguments/PROGRAM").asText();
      }
    }
    throw new AssertionError("there is no BPFClassifier in " + router);
  }

  @Test
  void tellsTheForwarderTheGraphOfAClickConfiguration(Story story) {
    story.prepared();
    ForwarderPod pod = story.runForwarder();
    story.click("edge", RIGHT);

    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    JsonNode click = router(pod, "edge").at("/forwarding/click");
    assertThat(click.at("/elements/0/name").asText()).isEqualTo("cnt");
    assertThat(click.at("/elements/0/class").asText()).isEqualTo("Counter");
    assertThat(click.at("/elements")).hasSize(5);
    assertThat(click.at("/connections")).hasSize(3);
    assertThat(router(pod, "edge").at("/paths")).hasSize(2);
  }

  @Test
  void showsTheMistakesOfAGraphNeverTellsOfItAndLeavesTheOthersGoing(Story story) {
    story.prepared();
    ForwarderPod pod = story.runForwarder();
    story.click("wrong", WRONG);
    story.bridge("good");

    VirtualRouter wrong = Conditions.await(story, "wrong", "Accepted", "False/GraphRefused");
    Conditions.await(story, "good", "Ready", "True/Forwarding");

    assertThat(wrong.getStatus().conditions().get(0).getMessage()).isEqualTo(MISTAKE);
    assertThat(Conditions.of(wrong, "Placed")).isEqualTo("False/NotAccepted");
    assertThat(pod.process().applied().orElseThrow().path("routers"))
        .extracting(entry -> entry.path("name").asText())
        .containsExactly(story.tenant() + "/good");
  }

  @Test
  void letsTheFormerGraphGoOnWhileANewOneIsRefused(Story story) {
    story.prepared();
    ForwarderPod pod = story.runForwarder();
    story.click("edge", RIGHT);
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    JsonNode former = router(pod, "edge");

    change(story, WRONG);
    VirtualRouter refused = Conditions.await(story, "edge", "Ready", "False/GraphRefused");

    assertThat(Conditions.of(refused, "Accepted")).isEqualTo("False/GraphRefused");
    assertThat(Conditions.of(refused, "Placed")).isEqualTo("True/Placed");
    assertThat(router(pod, "edge")).isEqualTo(former);

    change(story, RIGHT.replace("cnt", "again"));
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    assertThat(router(pod, "edge").at("/forwarding/click/elements/0/name").asText())
        .isEqualTo("again");
  }

  private static JsonNode router(ForwarderPod pod, String name) {
    for (JsonNode entry : pod.process().applied().orElseThrow().path("routers")) {
      if (entry.path("name").asText().endsWith("/" + name)) {
        return entry;
      }
    }
    throw new AssertionError("the forwarder has no router " + name);
  }

  private static void change(Story story, String configuration) {
    story.change(
        () -> story.router("edge"),
        router -> {
          VirtualRouterSpec spec = router.getSpec();
          router.setSpec(
              new VirtualRouterSpec(
                  spec.poolRef(),
                  spec.placement(),
                  spec.entitlement(),
                  spec.interfaces(),
                  new Forwarding(null, null, configuration)));
          return router;
        });
  }
}
