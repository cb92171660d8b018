/** {@code kubectl fairlane explain}: why a router is where it is. Pure. */
package dev.fairlane.kubectl.explain;
