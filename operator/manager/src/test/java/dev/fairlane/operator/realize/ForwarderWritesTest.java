package dev.fairlane.operator.realize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwarderWritesTest {

  private final ForwarderWrites writes = new ForwarderWrites();

  @Test
  void showsItsOwnWriteUntilTheCacheCatchesUp() {
    Forwarder old = Samples.forwarder(1);
    Forwarder own = Samples.forwarder(2);
    Forwarder later = Samples.forwarder(3);
    writes.wrote(own, Samples.NOW);

    assertThat(writes.over(List.of(old), Samples.NOW)).containsExactly(own);
    assertThat(writes.over(List.of(later), Samples.NOW)).containsExactly(later);
    assertThat(writes.over(List.of(old), Samples.NOW)).as("forgotten by then").containsExactly(old);
  }

  @Test
  void showsACreatedForwarderThatTheCacheLacksForAWhile() {
    Forwarder own = Samples.forwarder(1);
    writes.wrote(own, Samples.NOW);

    assertThat(writes.over(List.of(), Samples.NOW.plusSeconds(29))).containsExactly(own);
    assertThat(writes.over(List.of(), Samples.NOW.plusSeconds(31))).isEmpty();
  }

  @Test
  void hidesADeletedForwarderThatTheCacheStillHas() {
    Forwarder cached = Samples.forwarder(1);
    writes.deleted(cached);

    assertThat(writes.over(List.of(cached), Samples.NOW)).isEmpty();
    assertThat(writes.over(List.of(), Samples.NOW)).isEmpty();
  }
}
