/** Checks Click configurations: {@link dev.fairlane.click.Click#check} is the way in. */
package dev.fairlane.click;
