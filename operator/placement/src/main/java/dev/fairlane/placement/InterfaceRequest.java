package dev.fairlane.placement;

/**
 * An interface that wants a device.
 *
 * @param name unique in the router
 * @param network the network that its device must be attached to
 */
public record InterfaceRequest(String name, String network) {}
