#include "elements/click/rewriter.h"

#include <rte_tcp.h>
#include <rte_udp.h>

enum { PORTS_TRIED_MAX = 256 };

static uint16_t folded(uint32_t sum)
{
	sum = (sum & UINT16_MAX) + (sum >> 16);
	return (uint16_t)((sum & UINT16_MAX) + (sum >> 16));
}

// What a ones' complement sum gains when words become others.
static uint32_t word_gain(uint16_t before, uint16_t after)
{
	return (uint32_t)(uint16_t)~before + after;
}

static uint32_t address_gain(uint32_t before, uint32_t after)
{
	return word_gain((uint16_t)before, (uint16_t)after) +
	       word_gain((uint16_t)(before >> 16), (uint16_t)(after >> 16));
}

static void gains_set(struct fl_flow *flow)
{
	for (int i = 0; i < FL_FLOW_DIRECTIONS; i++) {
		const struct fl_flow_id *from = &flow->ids[i], to = fl_flow_id_reverse(flow->ids[!i]);
		const uint32_t addresses =
			address_gain(from->source, to.source) + address_gain(from->destination, to.destination);
		const uint32_t ports = word_gain(from->source_port, to.source_port) +
				       word_gain(from->destination_port, to.destination_port);

		flow->address_gain[i] = folded(addresses);
		flow->gain[i] = folded(addresses + ports);
	}
}

// Whether the answers to a flow would be its own.
static bool is_free(
	struct fl_rewriter *rewriter, const struct fl_flow_id *from, const struct fl_flow_id *to, uint64_t now)
{
	const struct fl_flow_id reply = fl_flow_id_reverse(*to);
	int direction;

	return !fl_flow_id_is(&reply, from) && fl_flow_find(&rewriter->table, &reply, now, &direction) == NULL;
}

// The offset in a range of source ports that is tried first.
static uint32_t first_tried(struct fl_rewriter *rewriter, const struct fl_rewrite_pattern *pattern, uint16_t input,
	const struct fl_flow_id *from)
{
	const uint16_t own = rte_be_to_cpu_16(from->source_port);

	if (pattern->choice == FL_REWRITE_SEQUENTIAL)
		return rewriter->next_ports[input];
	if (pattern->choice == FL_REWRITE_PREFER_OWN && own >= pattern->source_port && own <= pattern->last_source_port)
		return own - pattern->source_port;
	return fl_click_random_below(&rewriter->random, pattern->last_source_port - pattern->source_port + 1u);
}

// Chooses a source port whose answers are not another's. False: none of those that were looked at.
static bool port_choose(struct fl_rewriter *rewriter, const struct fl_rewrite_pattern *pattern, uint16_t input,
	const struct fl_flow_id *from, struct fl_flow_id *to, uint64_t now)
{
	const uint32_t count = pattern->last_source_port - pattern->source_port + 1u;
	uint32_t offset = first_tried(rewriter, pattern, input, from);

	for (uint32_t i = 0; i < RTE_MIN(count, (uint32_t)PORTS_TRIED_MAX); i++) {
		to->source_port = rte_cpu_to_be_16((uint16_t)(pattern->source_port + offset));
		offset = offset + 1 < count ? offset + 1 : 0;
		if (is_free(rewriter, from, to, now)) {
			rewriter->next_ports[input] = (uint16_t)offset;
			return true;
		}
		// The port of its own is taken: any other, far from it.
		if (i == 0 && pattern->choice == FL_REWRITE_PREFER_OWN)
			offset = count > PORTS_TRIED_MAX ? fl_click_random_below(&rewriter->random, count) : offset;
	}
	return false;
}

struct fl_flow *fl_rewriter_map(struct fl_rewriter *rewriter, const struct fl_rewrite_spec *specs, uint16_t input,
	const struct fl_flow_id *from, enum fl_flow_kind kind, uint64_t now)
{
	const struct fl_rewrite_spec *spec = &specs[input];
	const struct fl_rewrite_pattern *pattern = &spec->pattern;
	struct fl_flow_id to = *from;

	if (pattern->sets_source)
		to.source = pattern->source;
	if (pattern->sets_destination)
		to.destination = pattern->destination;
	if (pattern->sets_destination_port)
		to.destination_port = rte_cpu_to_be_16(pattern->destination_port);
	if (pattern->sets_source_port ? !port_choose(rewriter, pattern, input, from, &to, now)
				      : !is_free(rewriter, from, &to, now))
		return NULL;
	const struct fl_flow_id ids[] = {*from, fl_flow_id_reverse(to)};
	struct fl_flow *flow = fl_flow_add(&rewriter->table, ids, kind, now);
	memcpy(flow->outputs, spec->outputs, sizeof(flow->outputs));
	gains_set(flow);
	return flow;
}

static bool is_completed_by_device(struct rte_mbuf *packet, uint32_t transport, uint16_t field)
{
	const struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;

	return (vnet->flags & FL_VNET_NEEDS_CSUM) != 0 && vnet->csum_start == transport && vnet->csum_offset == field;
}

bool fl_rewriter_transport_find(
	struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip, struct fl_rewriter_transport *transport)
{
	const bool is_udp = ip->next_proto_id == IPPROTO_UDP;
	const uint16_t field = is_udp ? offsetof(struct rte_udp_hdr, dgram_cksum) : offsetof(struct rte_tcp_hdr, cksum);
	char *header;

	if (!is_udp && ip->next_proto_id != IPPROTO_TCP)
		return false;
	header = fl_click_transport(packet, ip, (uint16_t)(field + sizeof(*transport->checksum)));
	if (header == NULL)
		return false;
	*transport = (struct fl_rewriter_transport){
		.ports = (rte_be16_t *)header,
		.checksum = (uint16_t *)(header + field),
		.checksum_is_sum = is_completed_by_device(
			packet, fl_click_network_offset(packet) + (uint32_t)rte_ipv4_hdr_len(ip), field),
		.is_udp = is_udp,
	};
	if (is_udp && *transport->checksum == 0 && !transport->checksum_is_sum)
		transport->checksum = NULL; // its sender made none
	return true;
}

static uint16_t checksum_after(uint16_t checksum, uint16_t gain)
{
	return (uint16_t)~folded((uint32_t)(uint16_t)~checksum + gain);
}

void fl_rewriter_packet_write(struct rte_mbuf *packet, struct rte_ipv4_hdr *ip,
	const struct fl_rewriter_transport *transport, const struct fl_flow *flow, int direction)
{
	const struct fl_flow_id to = fl_flow_id_reverse(flow->ids[!direction]);

	ip->src_addr = to.source;
	ip->dst_addr = to.destination;
	ip->hdr_checksum = checksum_after(ip->hdr_checksum, flow->address_gain[direction]);
	fl_packet_get(packet)->next_hop = rte_be_to_cpu_32(to.destination);
	transport->ports[0] = to.source_port;
	transport->ports[1] = to.destination_port;
	if (transport->checksum == NULL)
		return;
	if (transport->checksum_is_sum) {
		*transport->checksum = folded((uint32_t)*transport->checksum + flow->address_gain[direction]);
		return;
	}
	*transport->checksum = checksum_after(*transport->checksum, flow->gain[direction]);
	if (transport->is_udp && *transport->checksum == 0)
		*transport->checksum = UINT16_MAX; // 0 would say that there is none
}
