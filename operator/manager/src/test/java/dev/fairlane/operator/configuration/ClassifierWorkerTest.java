package dev.fairlane.operator.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.WorkerShare;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierWorkerTest {

  @Test
  void isTheOneOfWhichRoutersAreEntitledToTheLeast() {
    List<AssignedRouter> routers =
        List.of(
            router(new WorkerShare(0, 300_000, null), new WorkerShare(1, 200_000, null)),
            router(new WorkerShare(1, 200_000, null), new WorkerShare(2, 350_000, null)));

    assertThat(ClassifierWorker.of(List.of(0, 1, 2), routers)).isZero();
    assertThat(ClassifierWorker.of(List.of(0, 1, 2, 3), routers)).isEqualTo(3);
    assertThat(ClassifierWorker.of(List.of(1, 2), routers.subList(1, 2))).isEqualTo(1);
  }

  @Test
  void isTheFirstOfEqualOnesAndOfThoseThatRoutersNameWhileTheForwarderIsSilent() {
    assertThat(ClassifierWorker.of(List.of(0, 1), List.of())).isZero();
    assertThat(ClassifierWorker.of(List.of(), List.of(router(new WorkerShare(4, 1, null)))))
        .isEqualTo(4);
    assertThat(ClassifierWorker.of(List.of(), List.of())).isZero();
  }

  private static AssignedRouter router(WorkerShare... shares) {
    return new AssignedRouter(
        "uid", 1, "tenant-a", "edge", null, List.of(), List.of(), List.of(shares));
  }
}
