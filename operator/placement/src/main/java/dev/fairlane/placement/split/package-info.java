/** How a router that runs half in the forwarder and half in a virtual machine is entitled. */
package dev.fairlane.placement.split;
