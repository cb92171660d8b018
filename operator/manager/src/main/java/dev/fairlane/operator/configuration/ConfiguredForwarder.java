package dev.fairlane.operator.configuration;

import dev.fairlane.operator.model.ObservedForwarder;

/**
 * A forwarder at the end of a turn: as it was written, with what it answered.
 *
 * @param refusals what its present boot refused
 */
public record ConfiguredForwarder(ObservedForwarder forwarder, Refusals refusals) {}
