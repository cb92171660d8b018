/** Live figures out of what forwarders serve at /metrics. Pure. */
package dev.fairlane.kubectl.figures;
