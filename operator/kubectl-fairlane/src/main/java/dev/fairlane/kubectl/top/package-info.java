/** {@code kubectl fairlane top}: who receives what. Pure but for the command's own reads. */
package dev.fairlane.kubectl.top;
