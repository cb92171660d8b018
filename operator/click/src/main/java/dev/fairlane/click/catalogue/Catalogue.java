package dev.fairlane.click.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The approved element classes by name. */
public record Catalogue(Map<String, ElementClass> classes) {

  public Catalogue {
    classes = Map.copyOf(classes);
  }

  /**
   * A catalogue of these classes.
   *
   * @throws IllegalStateException when two have the same name
   */
  public static Catalogue of(List<ElementClass> classes) {
    return new Catalogue(
        classes.stream().collect(Collectors.toMap(ElementClass::name, Function.identity())));
  }

  /** The class of that name. */
  public Optional<ElementClass> find(String name) {
    return Optional.ofNullable(classes.get(name));
  }
}
