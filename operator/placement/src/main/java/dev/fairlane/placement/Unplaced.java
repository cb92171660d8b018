package dev.fairlane.placement;

/**
 * A router without a place. It holds no device and no share.
 *
 * @param routerUid the router
 * @param reason why, for programs
 * @param message why, in a sentence that names the limit
 */
public record Unplaced(String routerUid, UnplacedReason reason, String message) {}
