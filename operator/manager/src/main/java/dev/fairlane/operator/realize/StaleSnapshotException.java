package dev.fairlane.operator.realize;

/** What the turn decided on is not so any more: the next turn decides anew. */
public final class StaleSnapshotException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StaleSnapshotException(String message) {
    super(message);
  }
}
