#include "elements/mld.h"

#include <netinet/in.h>
#include <string.h>

#include "core/library.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"

enum {
	// Solicited-node groups of the link-local address, of each address and of each subnet's anycast address; all routers.
	GROUPS_MAX = 2 * FL_ADDRESSES_MAX + 2,
};

struct record {
	uint8_t type, auxiliary_length;
	rte_be16_t source_count;
	struct fl_ip6 group;
};

// What is before the records.
struct __rte_aligned(2) report {
	struct rte_ether_hdr ether;
	struct rte_ipv6_hdr ip;
	uint8_t hop_by_hop[8];
	uint8_t type, code;
	rte_be16_t checksum, reserved, record_count;
} __rte_packed;

// The hop-by-hop header that every message has (5): next header, length, router alert (RFC 2711) of value 0, padding.
static const uint8_t router_alert[8] = {IPPROTO_ICMPV6, 0, 5, 2, 0, 0, 1, 0};

static void group_add(struct fl_ip6 *groups, uint16_t *count, struct fl_ip6 group)
{
	for (uint16_t i = 0; i < *count; i++)
		if (fl_ip6_equal(&groups[i], &group))
			return;
	groups[(*count)++] = group;
}

static uint16_t groups_of(const struct fl_ip_interface *interface, struct fl_ip6 groups[GROUPS_MAX])
{
	uint16_t count = 0;

	group_add(groups, &count, FL_IP6_ALL_ROUTERS);
	group_add(groups, &count, fl_ip6_solicited_node_of(&interface->link_local));
	for (uint32_t i = 0; i < interface->address6_count; i++) {
		const struct fl_ip6_prefix *subnet = &interface->addresses6[i];
		const struct fl_ip6 network = fl_ip6_network(subnet);

		group_add(groups, &count, fl_ip6_solicited_node_of(&subnet->address));
		if (fl_ip6_prefix_has_anycast(subnet))
			group_add(groups, &count, fl_ip6_solicited_node_of(&network));
	}
	return count;
}

static void headers_write(struct report *report, const struct fl_ip_interface *interface, uint16_t record_count)
{
	const struct fl_ip6 routers = {{0xff, 0x02, [15] = 0x16}}; // 5.2.14: all routers that speak version 2

	*report = (struct report){
		.ether = {.dst_addr = fl_ip6_multicast_mac(&routers),
			.src_addr = interface->mac,
			.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV6)},
		.ip = {.vtc_flow = RTE_BE32(UINT32_C(6) << 28),
			.payload_len =
				rte_cpu_to_be_16((uint16_t)(sizeof(*report) - offsetof(struct report, hop_by_hop) +
							    record_count * sizeof(struct record))),
			.proto = IPPROTO_HOPOPTS,
			.hop_limits = 1,
			.src_addr = fl_ip6_to_dpdk(&interface->link_local),
			.dst_addr = fl_ip6_to_dpdk(&routers)},
		.type = FL_ICMP6_MLD2_REPORT,
		.record_count = rte_cpu_to_be_16(record_count),
	};
	memcpy(report->hop_by_hop, router_alert, sizeof(router_alert));
}

struct rte_mbuf *fl_mld_report_create(
	struct rte_mempool *pool, const struct fl_ip_interface *interface, enum fl_mld_record type)
{
	struct rte_mbuf *packet = fl_buffer_alloc(pool);
	struct fl_ip6 groups[GROUPS_MAX];
	struct report *report;
	uint16_t count;

	if (packet == NULL)
		return NULL;
	memset(fl_packet_get(packet), 0, sizeof(struct fl_packet));
	count = groups_of(interface, groups);
	report = (struct report *)rte_pktmbuf_append(
		packet, (uint16_t)(sizeof(*report) + count * sizeof(struct record)));
	headers_write(report, interface, count);
	for (uint16_t i = 0; i < count; i++) {
		const struct record record = {.type = (uint8_t)type, .group = groups[i]};

		memcpy((char *)(report + 1) + i * sizeof(record), &record, sizeof(record));
	}
	report->checksum = fl_icmp6_checksum(packet, &report->ip, offsetof(struct report, type));
	return packet;
}
