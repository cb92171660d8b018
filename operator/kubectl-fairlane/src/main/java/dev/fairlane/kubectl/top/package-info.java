/** {@code kubectl fairlane top}: who receives what. Pure. */
package dev.fairlane.kubectl.top;
