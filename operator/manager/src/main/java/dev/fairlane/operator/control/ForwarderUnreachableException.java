package dev.fairlane.operator.control;

/** The forwarder gave no usable answer: try again later. */
public final class ForwarderUnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ForwarderUnreachableException(String message) {
    super(message);
  }

  public ForwarderUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
