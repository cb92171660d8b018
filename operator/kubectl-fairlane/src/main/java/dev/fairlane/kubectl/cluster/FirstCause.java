package dev.fairlane.kubectl.cluster;

/** The cause at the bottom of an exception, in a phrase. Pure. */
final class FirstCause {

  private FirstCause() {}

  static String of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : message.strip().replaceAll("[.]$", "");
  }
}
