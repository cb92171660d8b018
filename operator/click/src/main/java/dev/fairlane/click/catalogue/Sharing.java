package dev.fairlane.click.catalogue;

/** What several paths through one element mean. */
public enum Sharing {
  /** Each path has an instance; a report sums them. */
  PER_PATH,
  /** The paths read one table and stay apart. */
  SHARED,
  /** The paths become one path with several sources. */
  JOINING
}
