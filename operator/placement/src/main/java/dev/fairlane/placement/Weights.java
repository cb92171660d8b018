package dev.fairlane.placement;

/** The rule for weights. */
final class Weights {

  private Weights() {}

  /**
   * @throws IllegalArgumentException when {@code weight} is not above 0
   */
  static void require(int weight, String what, String name) {
    if (weight <= 0) {
      throw new IllegalArgumentException(
          "the weight of %s %s is %d, and must be 1 or more".formatted(what, name, weight));
    }
  }
}
