package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;

/** A name as written. */
public record Name(Position position, String text) {}
