package dev.fairlane.operator.model;

/**
 * What a condition says, without its dates.
 *
 * @param message a sentence for a human
 */
public record Fact(Truth truth, Reason reason, String message) {

  /** The status of a condition. */
  public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Truth(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public static Fact yes(Reason reason, String message) {
    return new Fact(Truth.TRUE, reason, message);
  }

  public static Fact no(Reason reason, String message) {
    return new Fact(Truth.FALSE, reason, message);
  }

  public static Fact unknown(Reason reason, String message) {
    return new Fact(Truth.UNKNOWN, reason, message);
  }

  public boolean holds() {
    return truth == Truth.TRUE;
  }
}
