package dev.fairlane.operator.cycle;

/** The operator was ended here. */
final class Killed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Killed(String at) {
    super(at);
  }
}
