/** From the syntax tree to a flat graph, and the rules that it must keep. */
package dev.fairlane.click.graph;
