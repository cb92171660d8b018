package dev.fairlane.kubectl.figures;

/** Names a path within a forwarder: the router's uid and the interface. */
record PathKey(String routerUid, String interfaceName) {}
