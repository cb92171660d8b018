package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.text.Styles;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the commands have from outside.
 *
 * @param styles whether a person at a terminal reads the output
 */
public record World(InstantSource clock, Pause pause, Styles styles) {

  boolean isTerminal() {
    return styles == Styles.SHOWN;
  }

  /** Waits between two looks. */
  public interface Pause {
    /** False when there is to be no further look. */
    boolean pause(Duration time);
  }
}
