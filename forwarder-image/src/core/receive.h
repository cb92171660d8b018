// How every source of packets from the path's input polls it and books what came. Worker of the path.
#pragma once
#include "core/library.h"
#include "core/path.h"

// Polls the path's input for at most path->take packets into mbufs; returns how many came. Sets what the scheduler reads
// of the dispatch (path->received, synthetic_cycles, classifier_cycles), counts what was received and missed, and keeps the first
// packet's head where the watchdog wants it.
static inline uint16_t fl_path_receive(struct fl_path *path, struct rte_mbuf **mbufs)
{
	uint16_t received = fl_receive(path->input, path->pool, mbufs, path->take);
	uint32_t bytes = 0; // of FL_BURST_MAX packets of 64 KB at most

	path->received = received;
	path->synthetic_cycles = path->input->synthetic_cycles;
	path->classifier_cycles = path->input->classifier_cycles;
	if (path->input->missed_packets > 0)
		fl_counter_add(&path->counters.missed_packets, path->input->missed_packets);
	if (received == 0)
		return 0;
	if (unlikely(path->head_wanted))
		fl_packet_head_copy(&path->head, mbufs[0]);
#pragma GCC unroll 4
	for (uint16_t i = 0; i < received; i++)
		bytes += rte_pktmbuf_pkt_len(mbufs[i]);
	fl_counter_add(&path->counters.received_packets, received);
	fl_counter_add(&path->counters.received_bytes, bytes);
	return received;
}
