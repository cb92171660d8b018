// What elements share that put a header in front of packets.
#pragma once
#include "elements/click/instance.h"

// The whole of a process function that puts a header before each packet, by encapsulate_one, which says by which edge the
// packet leaves. No device completes what is inside another datagram: large segments are cut and checksums completed
// before; a packet whose offload header is wrong is dropped for the class's reason bad_offload.
uint16_t fl_click_encapsulate(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count,
	fl_click_verdict *encapsulate_one, uint16_t bad_offload);
