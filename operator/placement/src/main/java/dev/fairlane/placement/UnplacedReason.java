package dev.fairlane.placement;

/** Why a router has no place. */
public enum UnplacedReason {
  /** The pool has no forwarder whose workers are known. */
  NO_FORWARDER,
  /** No forwarder has a device on a network of the router, used or not. */
  NETWORK_NOT_FOUND,
  /** No forwarder has enough free devices on the router's networks. */
  INSUFFICIENT_ATTACHMENTS
}
