package dev.fairlane.operator.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.click.Checked;
import dev.fairlane.click.Click;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.operator.model.ClickParameters;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users are shown works with the catalogue that the forwarder's build wrote. */
class ShownGraphsTest {

  private static final Path ROOT = Path.of("..", "..");

  @Test
  void theClickRoutersOfTheSamplesCheck() throws IOException {
    RouterGraphs graphs = new RouterGraphs(CatalogueFile.bakedIn());
    List<VirtualRouter> routers =
        Stream.of(Files.readString(ROOT.resolve("samples/routers.yaml")).split("\n---\n"))
            .map(text -> Serialization.unmarshal(text, VirtualRouter.class))
            .filter(router -> router.getSpec().forwarding().click() != null)
            .toList();

    assertThat(routers).isNotEmpty();
    assertThat(routers)
        .allSatisfy(
            router ->
                assertThat(graphs.check(router, ClickParameters.NONE))
                    .containsInstanceOf(Checked.Accepted.class));
  }

  @Test
  void theExampleOfTheManualChecks() throws IOException {
    String example = Files.readString(ROOT.resolve("docs/click.md")).split("```\n")[1];

    assertThat(
            Click.check(
                example,
                CatalogueFile.bakedIn(),
                new Interfaces(Set.of("outside", "inside"), Set.of())))
        .isInstanceOf(Checked.Accepted.class);
  }
}
