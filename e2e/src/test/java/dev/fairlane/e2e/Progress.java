package dev.fairlane.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Prints what is being tested, how it ended and how long it took. */
final class Progress implements BeforeEachCallback, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(Progress.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Instant.class, Instant.now());
    print("%s ...".formatted(name(context)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Instant started = context.getStore(NAMESPACE).get(Instant.class, Instant.class);
    double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    Optional<Throwable> failure = context.getExecutionException();
    print(
        "%s %s, %.1f s".formatted(name(context), failure.isEmpty() ? "passed" : "FAILED", seconds));
    failure.ifPresent(reason -> print(reason.toString()));
  }

  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String display = context.getDisplayName();
    String invocation = display.startsWith("[") ? " " + display : "";
    return context.getRequiredTestClass().getSimpleName() + "." + method + invocation;
  }

  /** Straight to the terminal's stream: progress is for whoever waits. */
  private static void print(String line) {
    System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
