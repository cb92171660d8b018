package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.testsupport.forwarder.Traffic;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class RestIT {

  private static final int TURNS = 5;
  private static final Pattern TURN_COUNT =
      Pattern.compile("(?m)^fairlane_cycle_turn_seconds_count\\S* ([0-9.]+)$");

  @Test
  void writesNothingWhenNothingChanges(Story story, Operator operator) {
    story.prepared().bridge("edge");
    story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    Conditions.await(story, "edge", "EntitlementMet", "Unknown/NotBacklogged");
    afterTurns(operator, TURNS);
    Map<String, String> before = versions(story);

    afterTurns(operator, 3 * TURNS);

    assertThat(before).hasSizeGreaterThanOrEqualTo(6);
    assertThat(versions(story)).isEqualTo(before);
  }

  @Test
  void showsTheFirstRateSoonAfterTrafficBegins(Story story) {
    story.prepared().bridge("edge");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    pod.process().traffic(story.tenant() + "/edge", "left", new Traffic(100_000, 0, 2500));

    Awaitility.await("a rate")
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> story.router("edge").getStatus().packetsPerSecond(),
            rate -> rate != null && rate > 0);
    assertThat(story.router("edge").getStatus().costCyclesPerPacket()).isEqualTo(2500);
  }

  /** Every pool of the operator turns once a second; the counter adds them up. */
  private static void afterTurns(Operator operator, int turns) {
    double start = turnCount(operator);
    Awaitility.await("turns")
        .atMost(Duration.ofSeconds(60))
        .until(() -> turnCount(operator) >= start + turns);
  }

  private static double turnCount(Operator operator) {
    Matcher matcher = TURN_COUNT.matcher(operator.process().metrics());
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  private static Map<String, String> versions(Story story) {
    String name = story.pool() + "-" + story.node();
    var client = story.client();
    String own = OperatorProcess.NAMESPACE;
    List<HasMetadata> objects =
        Stream.<HasMetadata>of(
                story.router("edge"),
                client.resources(ForwarderPool.class).withName(story.pool()).get(),
                client.resources(Forwarder.class).inNamespace(own).withName(name).get(),
                client.resources(Pod.class).inNamespace(own).withName(name).get(),
                client.resources(Secret.class).inNamespace(own).withName(name).get(),
                client.resources(Secret.class).inNamespace(own).withName("fairlane-ca").get(),
                client
                    .resources(Secret.class)
                    .inNamespace(own)
                    .withName("fairlane-operator-client")
                    .get())
            .toList();
    Map<String, String> versions = new TreeMap<>();
    objects.forEach(
        object ->
            versions.put(
                object.getKind() + "/" + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion()));
    versions.put(
        "events",
        Integer.toString(
            client.v1().events().inNamespace(story.tenant()).list().getItems().size()));
    return versions;
  }
}
