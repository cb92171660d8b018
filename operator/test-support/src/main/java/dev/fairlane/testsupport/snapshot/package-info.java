/** A pool at one moment, for all that plan for pools. */
package dev.fairlane.testsupport.snapshot;
