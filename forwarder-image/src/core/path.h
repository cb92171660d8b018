// A forwarding path: the schedulable unit (paper, section 2.1.2). It carries each burst of its input interface through
// its element graph (an rte_graph of its own) to transmit queues or drops. It is run by exactly one worker at a time.
// This header is what elements see of a path: their node's ctx points to it (fl_path_of).
#pragma once
#include <rte_graph.h>
#include <rte_graph_worker.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"
#include "core/node_uses.h"
#include "core/packet.h"
#include "ports/port.h"

enum {
	FL_BURST_MAX = 32,
	FL_DROP_REASONS_MAX = 128,
};

// Counters of a path. written: its worker; read: control (each is one aligned 64-bit word, monotonic, relaxed atomics).
struct fl_path_counters {
	uint64_t received_packets, received_bytes;
	uint64_t sent_packets;
	uint64_t dropped_packets;
	uint64_t missed_packets;             // lost before they were received; only ports that know count them
	uint64_t synthetic_cycles;           // of busy cycles: spent by the input on making packets
	uint64_t wasted_cycles;              // of busy cycles: spent on packets that were dropped (core/dispatch.h)
	uint64_t drops[FL_DROP_REASONS_MAX]; // by index into the forwarding kind's drop table
};

struct fl_path_output {
	struct fl_port_tx *tx;
	struct rte_ether_addr mac; // the router's own on that interface
	uint16_t mtu;
};

struct fl_path {
	// Fixed when the path is made (control), read by its worker.
	uint32_t interface;       // index of the input interface
	struct fl_port *input;    // rx side owned by this path
	struct rte_mempool *pool; // the router's packets
	uint32_t output_count;    // == the router's interface count
	struct fl_path_output outputs[FL_INTERFACES_MAX];
	void *router_state; // the forwarding kind's shared state (struct fl_ip_router *, ...)
	void *path_state;   // the forwarding kind's state of this path (hold queue, ...), or NULL
	struct rte_graph *graph;
	struct fl_node_uses *node_uses; // of graph
	// A path of several inputs (elements that join paths) is the path of the first one. It lists the others here: they
	// have no graph and no outputs of their own, but their input, what it brings in, and the counters of that.
	struct fl_path *joined;
	uint16_t source_count; // inputs of the path, its own among them
	uint16_t puller_count; // elements that pull what queues hold; at most FL_BURST_MAX

	// written: worker. Of the dispatch under way: the scheduler sets burst before it, fl_path_begin what follows from it,
	// from_device fills received.
	uint16_t burst;            // 1..FL_BURST_MAX
	uint16_t take;             // packets that its input may bring in: a part of the burst
	uint16_t received;         // packets polled from the input
	uint16_t resumed;          // packets that other source nodes (hold queues) brought in
	uint16_t pulled;           // packets that were pulled out of queues
	uint64_t serial;           // counts dispatches
	uint64_t due_cycles;       // TSC when there is something to pull that is not yet due; UINT64_MAX: nothing
	uint64_t synthetic_cycles; // spent by the input on making packets: no part of the path's cost
	// Spent before by a classifier on packets of this path: charged with the dispatch, but no part of it.
	uint64_t classifier_cycles;
	uint64_t dropped_before; // counters.dropped_packets when it began
	bool elements_apart;     // this walk tells elements apart: none does the work of others (ip_fast_path)
	bool head_wanted; // from_device keeps the head of the first packet: set while a dear packet is searched for
	struct fl_packet_head head;
	struct fl_path_counters counters;
};

// What a dispatch brought in.
struct fl_path_load {
	uint32_t packets;
	bool backlogged; // an input gave all that it was asked for
};

// What part of the burst the source of that index among so many has in this dispatch: alike, and what is left over goes
// round. Below the burst is never zero for ever.
static inline uint16_t fl_path_part(const struct fl_path *path, uint16_t index, uint16_t among)
{
	if (likely(among <= 1))
		return path->burst;
	return (uint16_t)(path->burst / among + ((index + path->serial) % among < path->burst % among));
}

// The part of the puller of that index. While a dear packet is searched for, inputs and pullers take turns.
static inline uint16_t fl_path_pull_part(const struct fl_path *path, uint16_t index)
{
	return path->head_wanted ? fl_path_part(path, (uint16_t)(path->source_count + index),
					   (uint16_t)(path->source_count + path->puller_count))
				 : fl_path_part(path, index, path->puller_count);
}

// Right before the walk of its graph; burst is set. Worker.
static inline void fl_path_begin(struct fl_path *path)
{
	const uint16_t among = (uint16_t)(path->source_count + (path->head_wanted ? path->puller_count : 0));
	uint16_t index = 0;

	path->serial++;
	path->resumed = 0;
	path->pulled = 0;
	path->due_cycles = UINT64_MAX;
	path->dropped_before = path->counters.dropped_packets;
	for (struct fl_path *source = path; source != NULL; source = source->joined) {
		source->take = fl_path_part(path, index++, among);
		source->head_wanted = path->head_wanted;
		source->received = 0;
		source->synthetic_cycles = 0;
		source->classifier_cycles = 0;
	}
}

// Right after the walk. A packet that came in and one that was pulled are one that went through, if both were. Worker.
static inline struct fl_path_load fl_path_end(struct fl_path *path)
{
	struct fl_path_load load = {
		.packets = path->received, .backlogged = path->received > 0 && path->received == path->take};

	for (struct fl_path *source = path->joined; source != NULL; source = source->joined) {
		load.packets += source->received;
		load.backlogged |= source->received > 0 && source->received == source->take;
		path->synthetic_cycles += source->synthetic_cycles;
		path->classifier_cycles += source->classifier_cycles;
		if (unlikely(path->head_wanted && source->received > 0))
			path->head = source->head;
	}
	load.packets = RTE_MAX(load.packets, (uint32_t)path->pulled) + path->resumed;
	return load;
}

// The path of a node, set by the engine while the graph is being made. In a node's process function:
//     struct fl_path *path = fl_path_of(node);
static inline struct fl_path *fl_path_of(const struct rte_node *node)
{
	return (struct fl_path *)node->ctx_ptr;
}

// For a node's init callback: points the node's ctx at the path whose graph is being made.
int fl_path_node_init(const struct rte_graph *graph, struct rte_node *node);

// Adds to a counter that control may read meanwhile.
static inline void fl_counter_add(uint64_t *counter, uint64_t n)
{
	__atomic_store_n(counter, __atomic_load_n(counter, __ATOMIC_RELAXED) + n, __ATOMIC_RELAXED);
}

// Marks a packet for the drop node with a reason of the forwarding kind's drop table.
static inline void fl_packet_drop_reason_set(struct rte_mbuf *mbuf, uint16_t reason)
{
	fl_packet_get(mbuf)->drop_reason = reason;
}
