/** The command line: options, output, exit codes. */
package dev.fairlane.kubectl.command;
