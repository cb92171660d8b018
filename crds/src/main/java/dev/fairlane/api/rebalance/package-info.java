/** What a pool's specification and annotations say about moving paths. Pure. */
package dev.fairlane.api.rebalance;
