package dev.fairlane.placement;

/**
 * The device of an interface.
 *
 * @param interfaceName the router's interface
 * @param device name of the forwarder's device
 */
public record DeviceAssignment(String interfaceName, String device) {}
