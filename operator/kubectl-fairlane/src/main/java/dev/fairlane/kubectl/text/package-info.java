/** Text for terminals. Pure. */
package dev.fairlane.kubectl.text;
