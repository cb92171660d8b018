#include "bench/elements/rig.h"

#include <rte_arp.h>
#include <rte_tcp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/path.h"
#include "elements/click/clones.h"
#include "elements/testing/frames6.h"

enum { NODES_MAX = 4096, PAYLOAD = 100, NEIGHBOUR_TICK_MS = 10 };

// rte_graph's process functions are given their node and nothing of the benchmark's: what stood in the place of
// node_measure, by the node's id, and what it counts.
static rte_node_process_t own_process[NODES_MAX];
static bool is_counted[NODES_MAX];
static struct bench_walk walk;

// By itself, because callgrind collects from its entry to its end (elements.py).
__rte_noinline uint16_t bench_rig_process(
	rte_node_process_t process, struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count);

uint16_t bench_rig_process(
	rte_node_process_t process, struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return process(graph, node, objs, count);
}

static uint16_t node_measure(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const uint64_t begin = bench_rig_clock();
	const uint16_t done = bench_rig_process(own_process[node->id], graph, node, objs, count);

	walk.cycles += bench_rig_clock() - begin;
	walk.calls++;
	if (is_counted[node->id])
		walk.packets += done;
	return done;
}

static bool is_x(const struct lab *lab, const struct fl_click_instance *instance)
{
	return strcmp(lab->config.click->elements[instance->element].name, "x") == 0;
}

static bool is_measured(const struct lab *lab, const struct fl_click_instance *instance, bool queues)
{
	return is_x(lab, instance) || (queues && strcmp(instance->class_->name, "Queue") == 0);
}

static void path_measure(struct lab *lab, struct fl_path *path, bool queues)
{
	struct rte_node *node;
	rte_graph_off_t offset;
	rte_node_t number;

	rte_graph_foreach_node(number, offset, path->graph, node)
	{
		const struct fl_click_instance *instance = fl_click_clone_instance(node->id);

		if (instance == NULL || instance->element >= lab->config.click->element_count ||
			!is_measured(lab, instance, queues))
			continue;
		assert_in_range(node->id, 0, NODES_MAX - 1);
		own_process[node->id] = node->process;
		node->process = node_measure;
		// A queue's other node lets go of the same packets again.
		is_counted[node->id] = is_x(lab, instance) && strstr(node->name, "release") == NULL;
	}
}

static struct rte_mbuf *tcp_frame(struct lab *lab)
{
	struct rte_mbuf *frame = frame_udp(lab, LAB_A, LAB_LEFT, LAB_RIGHT, PAYLOAD);
	struct rte_tcp_hdr *tcp = (struct rte_tcp_hdr *)frame_udp_header(frame);

	frame_ip(frame)->next_proto_id = IPPROTO_TCP;
	frame_ip_finish(frame);
	*tcp = (struct rte_tcp_hdr){.src_port = RTE_BE16(4000),
		.dst_port = RTE_BE16(5000),
		.data_off = (uint8_t)(sizeof(*tcp) << 2),
		.tcp_flags = RTE_TCP_ACK_FLAG};
	tcp->cksum = rte_ipv4_udptcp_cksum(frame_ip(frame), tcp);
	return frame;
}

static struct rte_mbuf *frame_of(struct lab *lab, enum bench_frame_kind kind)
{
	switch (kind) {
	case BENCH_TCP:
		return tcp_frame(lab);
	case BENCH_ECHO:
		return frame_echo(lab, LAB_A, LAB_LEFT, LAB_RIGHT, PAYLOAD);
	case BENCH_ARP:
		return frame_arp(lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.1.0.1");
	case BENCH_UDP6:
		return frame6_udp(lab, LAB_A, LAB6_LEFT, LAB6_RIGHT, PAYLOAD);
	case BENCH_UDP:
		break;
	}
	return frame_udp(lab, LAB_A, LAB_LEFT, LAB_RIGHT, PAYLOAD);
}

// LAB_RIGHT answers by interface b, before anybody asks.
static void neighbour_introduce(struct lab *lab)
{
	lab_put(lab, LAB_A, lab_click_frame(lab));
	lab_put(lab, LAB_B, frame_arp(lab, RTE_ARP_OP_REPLY, LAB_RIGHT, &lab_right_mac, "10.1.0.1"));
	lab_tick(lab, NEIGHBOUR_TICK_MS);
	lab_dispatch(lab);
	lab_flush(lab);
}

void bench_rig_open(struct bench_rig *rig, const char *graph, enum bench_frame_kind frames, bool queues)
{
	lab_click_open(&rig->lab, graph);
	rig->frame = frame_of(&rig->lab, frames);
	if (strstr(graph, "ARPQuerier") != NULL)
		neighbour_introduce(&rig->lab);
	path_measure(&rig->lab, &rig->lab.paths[LAB_A], queues);
}

void bench_rig_close(struct bench_rig *rig)
{
	rte_pktmbuf_free(rig->frame);
	lab_click_close(&rig->lab);
}

struct bench_walk bench_rig_walk(struct bench_rig *rig)
{
	struct rte_mbuf *frames[FL_BURST_MAX];

	for (uint32_t i = 0; i < FL_BURST_MAX; i++) {
		frames[i] = rte_pktmbuf_copy(rig->frame, rig->lab.pool, 0, UINT32_MAX);
		assert_non_null(frames[i]);
		memset(fl_packet_get(frames[i]), 0, sizeof(struct fl_packet));
	}
	assert_int_equal(fl_port_ring_put(rig->lab.ports[LAB_A], frames, FL_BURST_MAX), FL_BURST_MAX);
	walk = (struct bench_walk){0};
	lab_dispatch(&rig->lab);
	lab_flush(&rig->lab);
	return walk;
}
