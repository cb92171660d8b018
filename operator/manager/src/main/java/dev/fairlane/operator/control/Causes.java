package dev.fairlane.operator.control;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Words for why a request failed, for conditions: stable for the same cause. */
final class Causes {

  private Causes() {}

  static String sentence(Throwable cause) {
    Throwable inner =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    if (inner instanceof TimeoutException) {
      return "no answer in time";
    }
    String message = inner.getMessage();
    return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
  }
}
