package dev.fairlane.click.catalogue;

import java.util.Set;

/**
 * What the arguments of a router's elements may name.
 *
 * @param names its interfaces
 * @param addressed those of them that have an IPv4 address
 */
public record Interfaces(Set<String> names, Set<String> addressed) {

  public Interfaces {
    names = Set.copyOf(names);
    addressed = Set.copyOf(addressed);
    if (!names.containsAll(addressed)) {
      throw new IllegalArgumentException("addressed must be names: " + addressed);
    }
  }
}
