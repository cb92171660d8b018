/** What selectors in the kinds' specs mean. Pure. */
package dev.fairlane.api.selection;
