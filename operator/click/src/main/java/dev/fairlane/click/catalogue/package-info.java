/** Which element classes there are and what they take: a value that the caller builds. */
package dev.fairlane.click.catalogue;
