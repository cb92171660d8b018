package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;

/**
 * One argument of an element.
 *
 * @param text as written, without comments, and with one blank wherever there was space; strings
 *     keep their quotation marks
 */
public record Argument(Position position, String text) {}
