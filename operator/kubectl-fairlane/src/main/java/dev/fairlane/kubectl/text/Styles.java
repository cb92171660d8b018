package dev.fairlane.kubectl.text;

/** Whether styles are shown: only people at terminals want them. */
public enum Styles {
  SHOWN,
  HIDDEN;

  private static final String END = "\u001b[0m";

  public String apply(Style style, String text) {
    return this == HIDDEN || style == Style.PLAIN || text.isEmpty()
        ? text
        : style.start() + text + END;
  }
}
