/**
 * From text to an immutable syntax tree with positions.
 *
 * <p>{@link dev.fairlane.click.syntax.Source#read} is the way in. Names are not resolved here.
 */
package dev.fairlane.click.syntax;
