package dev.fairlane.kubectl.cluster;

/** The cluster did not give what was asked for; the message says what was tried and what helps. */
public final class ClusterProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, for exit codes. */
  public enum Kind {
    /** No API server answers at the address, or it does not take the credentials. */
    UNREACHABLE,
    /** The caller lacks a right. */
    FORBIDDEN,
    /** The kinds of Fairlane are not installed. */
    NOT_INSTALLED,
    /** The object does not exist. */
    NOT_FOUND,
    /** A file that was named cannot be read or written, or is not what it has to be. */
    FILE
  }

  private final Kind kind;

  public ClusterProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
