package dev.fairlane.click.catalogue;

import java.util.Optional;

/**
 * An argument that an element class takes, by its place or by its keyword.
 *
 * @param keyword in capitals
 * @param required whether it must be given; a repeated one then at least once
 * @param otherwise the value when it is not given
 * @param repeated takes all the arguments that are left
 */
public record Parameter(
    String keyword,
    ArgumentType type,
    boolean required,
    Optional<String> otherwise,
    boolean repeated) {}
