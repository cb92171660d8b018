package dev.fairlane.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Something that must become true.
 *
 * @param text a sentence for whoever reads the failure
 * @param limit the deadline, counted from the call
 */
record Expectation(String text, Duration limit) {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  static Expectation within(int seconds, String text) {
    return new Expectation(text, Duration.ofSeconds(seconds));
  }

  /**
   * Observes until it holds; an observation that fails counts as one that does not hold.
   *
   * @param shown how the last observation is shown when the deadline has passed
   */
  <T> T of(Callable<T> observe, Predicate<? super T> holds, Function<? super T, String> shown) {
    AtomicReference<String> last = new AtomicReference<>("nothing was observed");
    try {
      return Awaitility.await(text)
          .atMost(limit)
          .pollInterval(POLL_INTERVAL)
          .pollInSameThread()
          .until(() -> observed(observe, shown, last), value -> value != null && holds.test(value));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "not so within %s: %s%nlast seen: %s".formatted(limit, text, last.get()), e);
    }
  }

  void holds(Callable<Boolean> observe) {
    of(observe, Boolean::booleanValue, Object::toString);
  }

  private static <T> T observed(
      Callable<T> observe, Function<? super T, String> shown, AtomicReference<String> last) {
    try {
      T value = observe.call();
      last.set(value == null ? "nothing" : shown.apply(value));
      return value;
    } catch (Exception e) {
      last.set(e.toString());
      return null;
    }
  }
}
