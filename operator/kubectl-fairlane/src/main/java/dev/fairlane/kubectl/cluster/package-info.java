/** Reads the cluster: the only package that does. */
package dev.fairlane.kubectl.cluster;
