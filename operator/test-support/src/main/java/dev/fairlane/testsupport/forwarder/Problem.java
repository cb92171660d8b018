package dev.fairlane.testsupport.forwarder;

/**
 * Why a document is refused.
 *
 * @param path where in the document, for example {@code routers[0].interfaces[1].mtu}
 * @param reason a sentence
 */
public record Problem(String path, String reason) {}
