package dev.fairlane.testsupport.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  private static final String FOREVER = "86417";

  @TempDir Path directory;

  @Test
  void endsTheServerWhenClosed() {
    ServerProcess server = ServerProcess.start("sleeper", log(), List.of("sleep", FOREVER));
    ProcessHandle sleep = eventuallyFindSleep(ProcessHandle.current());

    server.close();

    await().until(() -> !sleep.isAlive());
  }

  @Test
  void endsTheServerWhenTheJvmIsKilled() throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                log().toString(),
                FOREVER)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = jvm.inputReader()) {
      assertThat(out.readLine()).isEqualTo("started");
    }
    ProcessHandle sleep = eventuallyFindSleep(jvm.toHandle());

    jvm.destroyForcibly();

    await().until(() -> !sleep.isAlive());
  }

  @Test
  void showsTheEndOfTheLogOfAServerThatEnded() {
    try (ServerProcess server =
        ServerProcess.start("talker", log(), List.of("sh", "-c", "echo port is taken; exit 3"))) {
      await().until(() -> hasEnded(server));

      assertThatThrownBy(server::requireAlive)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("talker ended with code 3:\nport is taken");
    }
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  private static boolean hasEnded(ServerProcess server) {
    try {
      server.requireAlive();
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static ProcessHandle eventuallyFindSleep(ProcessHandle ancestor) {
    return await().until(() -> findSleep(ancestor), Optional::isPresent).orElseThrow();
  }

  private static Optional<ProcessHandle> findSleep(ProcessHandle ancestor) {
    return ancestor
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("sleep"))
        .findFirst();
  }
}
