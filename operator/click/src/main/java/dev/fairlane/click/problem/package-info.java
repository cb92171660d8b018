/** What can be wrong with a configuration, and where. */
package dev.fairlane.click.problem;
