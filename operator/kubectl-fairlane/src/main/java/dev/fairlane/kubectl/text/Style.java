package dev.fairlane.kubectl.text;

/** What a text is, for terminals with colours. */
public enum Style {
  PLAIN(""),
  HEADING("\u001b[1m"),
  GOOD("\u001b[32m"),
  DOUBTFUL("\u001b[33m"),
  BAD("\u001b[31m");

  private final String start;

  Style(String start) {
    this.start = start;
  }

  String start() {
    return start;
  }

  /** Of a condition's status. */
  public static Style ofStatus(String status) {
    return switch (status) {
      case "True" -> GOOD;
      case "False" -> BAD;
      default -> DOUBTFUL;
    };
  }
}
