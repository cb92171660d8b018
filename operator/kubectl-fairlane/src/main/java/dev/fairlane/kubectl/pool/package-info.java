/** What follows from a pool's objects for its routers. Pure. */
package dev.fairlane.kubectl.pool;
