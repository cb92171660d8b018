// The work of two element graphs as one function each, written by hand: what it costs to have elements is the
// difference. A fused function handles the packets that the benchmark sends exactly as the graph does, and ends the
// program when it sees one that the graph would not forward.
#pragma once
#include "core/path.h"

// bench_swap's graph of six: from_device, bench_count, bench_length, bench_paint, bench_swap, to_device.
void fused_swap(struct fl_path *path);
// The kind ip-checked: from_device, check_ip_header, ip_lookup, dec_ip_ttl, arp_querier, to_device.
void fused_ip(struct fl_path *path);
