package dev.fairlane.placement.estimate;

/**
 * Something that a window does not tell.
 *
 * @param subject {@code report}, {@code worker INDEX} or {@code path ROUTER/PATH}
 * @param reason why
 */
public record Gap(String subject, Reason reason) {

  /** Why a window tells nothing of something. */
  public enum Reason {
    /** The forwarder started anew between the two readings. */
    NEW_BOOT,
    /** The later reading is not later: the report is stale. */
    NOT_NEWER,
    /** A counter of it went back without a new boot. */
    WENT_BACK,
    /** It is in one of the two readings alone, or the worker of a path tells nothing. */
    MISSING,
    /** The path changed its worker in between. */
    MOVED
  }

  static Gap report(Reason reason) {
    return new Gap("report", reason);
  }

  static Gap worker(int index, Reason reason) {
    return new Gap("worker " + index, reason);
  }

  static Gap path(PathName name, Reason reason) {
    return new Gap("path " + name, reason);
  }
}
