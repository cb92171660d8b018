package dev.fairlane.click.catalogue;

/** Who moves a packet through a port. */
public enum Flow {
  /** The element before it hands it on. */
  PUSH,
  /** The element behind it asks for it. */
  PULL,
  /** As its neighbours do; all such ports of an element do the same. */
  AGNOSTIC
}
