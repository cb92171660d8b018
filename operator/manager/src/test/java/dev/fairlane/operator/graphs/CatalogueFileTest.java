package dev.fairlane.operator.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlane.click.catalogue.ArgumentType;
import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.catalogue.Flow;
import dev.fairlane.click.catalogue.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CatalogueFileTest {

  /** As the control interface's reference has it. */
  private static final String ENTRY =
      """
      {"elements": [
        {"name": "CheckLength", "sharing": "perPath", "startsPath": false, "breaksCycles": false,
         "inputs": {"least": 1, "most": 1}, "outputs": {"least": 1, "most": 2},
         "inputFlow": "push", "outputFlow": "push",
         "summary": "Sends frames longer than LENGTH to output 1.", "manual": "...",
         "parameters": [{"name": "LENGTH", "type": "whole", "required": true, "variadic": false,
           "default": null, "min": 0, "max": 65535, "unit": "bytes", "description": "the longest"}],
         "drops": ["check_length_too_long"], "counters": []}],
       "builtIn": [{"name": "DecIPTTL", "node": "dec_ip_ttl", "sharing": "perPath", "drops": []}]}
      """;

  @Test
  void readsWhatTheForwarderWrites() throws IOException {
    ElementClass read = read(ENTRY).find("CheckLength").orElseThrow();

    assertThat(read)
        .isEqualTo(
            ElementClass.named("CheckLength")
                .required("LENGTH", new ArgumentType.Whole(0, 65535))
                .inputs(Ports.exactly(1), Flow.PUSH)
                .outputs(Ports.between(1, 2), Flow.PUSH)
                .build());
  }

  @Test
  void readsPortsByArgumentAndDefaults() throws IOException {
    String text =
        ENTRY
            .replace("{\"least\": 1, \"most\": 2}", "{\"perArgument\": true}")
            .replace("\"default\": null", "\"default\": \"1514\"")
            .replace(
                "\"required\": true, \"variadic\": false",
                "\"required\": false, \"variadic\": true");

    ElementClass read = read(text).find("CheckLength").orElseThrow();

    assertThat(read.outputs()).isEqualTo(Ports.onePerArgument());
    assertThat(read.parameters().getFirst().otherwise()).contains("1514");
    assertThat(read.parameters().getFirst().repeated()).isTrue();
  }

  @Test
  void readsTheLargestNumberOfTheForwarder() throws IOException {
    ElementClass read =
        read(ENTRY.replace("65535", "18446744073709551615")).find("CheckLength").orElseThrow();

    assertThat(read.parameters().getFirst().type())
        .isEqualTo(new ArgumentType.Whole(0, Long.MAX_VALUE));
  }

  @Test
  void takesNoPartOfTheBuiltInRoutersForAnElement() throws IOException {
    assertThat(read(ENTRY).classes()).containsOnlyKeys("CheckLength");
  }

  @Test
  void refusesATypeThatItDoesNotKnow() {
    assertThatThrownBy(() -> read(ENTRY.replace("\"whole\"", "\"colour\"")))
        .hasMessageContaining("LENGTH has the unknown type colour");
  }

  @Test
  void theBakedInCatalogueHasWhatARouterNeedsAtLeast() {
    assertThat(CatalogueFile.bakedIn().classes())
        .containsKeys("FromDevice", "ToDevice", "Discard", "Counter");
    assertThat(CatalogueFile.bakedIn().find("FromDevice").orElseThrow().startsPath()).isTrue();
  }

  private static Catalogue read(String text) throws IOException {
    return CatalogueFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
