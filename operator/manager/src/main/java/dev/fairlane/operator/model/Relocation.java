package dev.fairlane.operator.model;

/**
 * A path goes to another worker of its forwarder.
 *
 * @param routerUid uid of the router that it belongs to
 * @param router NAMESPACE/NAME of that router
 * @param interfaceName the interface whose packets it carries
 * @param forwarder name of its forwarder
 * @param from index of the worker that it leaves
 * @param to index of the worker that it goes to
 */
public record Relocation(
    String routerUid, String router, String interfaceName, String forwarder, int from, int to) {}
