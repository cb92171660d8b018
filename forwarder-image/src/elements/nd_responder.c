// NDResponder: answers neighbour solicitations for the router's addresses on the interface they came in by (RFC 4861 7.2.3, 7.2.4), and
// tells the control thread what it hears of neighbours there: who solicits us, and who answers us or announces itself (7.2.5).
// In: ICMPv6 messages of neighbour discovery, with right checksums. To to_device: advertisements, new frames. Messages that are
// understood are consumed.
// Drops: malformed, what 7.1 calls invalid (hop limit other than 255, code other than 0, too short, options of length 0, multicast
// targets, a solicitation from the unspecified address that is not as duplicate address detection sends it, a solicited
// advertisement to a multicast address), and messages behind extension headers (RFC 6980 forbids fragments; no host sends others);
// other_target, for somebody else; address_conflict, another host advertises one of our addresses; not_served: router
// solicitations and advertisements, and redirects; no_buffer, none for the answer; control_busy, the control thread has no room.
// The router itself does no duplicate address detection (RFC 4862 5.4): its addresses are the tenant's choice, and it must forward
// at once after a restart. It announces them, and counts conflicts.
#include <rte_graph_worker.h>
#include <string.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"
#include "elements/ip_router.h"
#include "elements/nd.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

static const uint32_t nd_offset = RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv6_hdr);

static const struct fl_nd *nd_of(const struct rte_mbuf *packet)
{
	return rte_pktmbuf_mtod_offset(packet, const struct fl_nd *, nd_offset);
}

// 7.1.1 and 7.1.2. mac becomes that of the link address option of this type, or NULL: there is none.
static bool options_read(const struct rte_mbuf *packet, uint8_t type, const struct rte_ether_addr **mac)
{
	uint32_t offset = nd_offset + sizeof(struct fl_nd);

	*mac = NULL;
	while (offset < packet->data_len) {
		const struct fl_nd_link_address *option =
			rte_pktmbuf_mtod_offset(packet, const struct fl_nd_link_address *, offset);
		uint32_t length;

		if (offset + sizeof(*option) > packet->data_len || option->length == 0)
			return false;
		length = option->length * (uint32_t)FL_ND_OPTION_UNIT;
		if (offset + length > packet->data_len)
			return false;
		if (option->type == type && length == sizeof(*option) && rte_is_valid_assigned_ether_addr(&option->mac))
			*mac = &option->mac;
		offset += length;
	}
	return true;
}

static bool is_solicited_node_group(const struct fl_ip6 *address)
{
	const struct fl_ip6 group = fl_ip6_solicited_node_of(address); // of any address: the prefix is the same

	return fl_ip6_equal(address, &group);
}

static bool solicitation_good(const struct rte_ipv6_hdr *ip, const struct rte_ether_addr *mac)
{
	if (!fl_ip6_is_unspecified(fl_ip6_source(ip)))
		return true;
	return is_solicited_node_group(fl_ip6_destination(ip)) && mac == NULL;
}

static bool advertisement_good(const struct rte_ipv6_hdr *ip, const struct fl_nd *nd)
{
	return !fl_ip6_is_multicast(fl_ip6_destination(ip)) || (nd->flags & RTE_BE32(FL_ND_SOLICITED)) == 0;
}

static bool message_good(const struct rte_mbuf *packet, const struct rte_ether_addr **mac)
{
	const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);
	const struct fl_nd *nd = nd_of(packet);
	bool solicitation;

	// In one buffer: a message of neighbour discovery is small.
	if (ip->proto != IPPROTO_ICMPV6 || ip->hop_limits != FL_ND_HOP_LIMIT || packet->nb_segs != 1 ||
		packet->data_len < nd_offset + sizeof(*nd) || nd->code != 0 || fl_ip6_is_multicast(&nd->target))
		return false;
	solicitation = nd->type == FL_ICMP6_NEIGHBOUR_SOLICITATION;
	if (!options_read(packet, solicitation ? FL_ND_SOURCE_LINK_ADDRESS : FL_ND_TARGET_LINK_ADDRESS, mac))
		return false;
	return solicitation ? solicitation_good(ip, *mac) : advertisement_good(ip, nd);
}

// What the neighbour of that address says: false when the control thread is behind.
static bool tell(struct fl_ip_path *path, const struct fl_ip6 *address, const struct rte_ether_addr *mac,
	enum fl_neighbour_event_kind kind, uint32_t flags)
{
	uint16_t interface = (uint16_t)path->interface;
	struct fl_neighbour_event event = {
		.kind = kind, .key = fl_neighbour_key_of_ip6(address, interface), .interface = interface};

	if (!fl_ip_interface_has_neighbour(&path->router->interfaces[interface], event.key))
		return true; // not a neighbour: nothing to tell
	if (mac != NULL) {
		event.mac = *mac;
		event.flags |= FL_NEIGHBOUR_NAMES_MAC;
	}
	event.flags |= (flags & FL_ND_SOLICITED) != 0 ? FL_NEIGHBOUR_ASKED_FOR : 0;
	event.flags |= (flags & FL_ND_OVERRIDE) != 0 ? FL_NEIGHBOUR_OVERRIDES : 0;
	return fl_ip_path_tell(path, &event);
}

// 7.2.4. NULL: no buffer.
static struct rte_mbuf *answer_create(const struct fl_path *path, const struct rte_mbuf *packet, bool anycast)
{
	const struct fl_ip_interface *interface = &fl_ip_router_of(path)->interfaces[path->interface];
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	const struct fl_ip6 *asker = fl_ip6_source(fl_ip6_header(packet));
	struct fl_nd_frame frame = {
		.to = ether->src_addr,
		.from = interface->mac,
		.source = anycast ? interface->link_local : nd_of(packet)->target,
		.destination = *asker,
		.target = nd_of(packet)->target,
		.type = FL_ICMP6_NEIGHBOUR_ADVERTISEMENT,
		// 7.2.7: another router of the subnet may have the anycast address as well.
		.flags = FL_ND_ROUTER | FL_ND_SOLICITED | (anycast ? 0 : (uint32_t)FL_ND_OVERRIDE),
	};

	if (fl_ip6_is_unspecified(asker)) {
		frame.destination = FL_IP6_ALL_NODES;
		frame.to = fl_ip6_multicast_mac(&frame.destination);
		frame.flags &= ~(uint32_t)FL_ND_SOLICITED;
	}
	return fl_nd_frame_create(path->pool, &frame);
}

static int solicitation_answer(
	struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, const struct rte_ether_addr *mac)
{
	struct fl_path *path = fl_path_of(node);
	const struct fl_ip_interface *interface = &fl_ip_router_of(path)->interfaces[path->interface];
	const struct fl_ip6 *target = &nd_of(packet)->target;
	bool anycast = fl_ip_interface_has_anycast(interface, target);
	struct rte_mbuf *answer;

	if (!anycast && !fl_ip_interface_has6(interface, target))
		return FL_DROP_ND_RESPONDER_OTHER_TARGET;
	if (mac != NULL) // one that gets lost is no harm: it solicits again, or we do
		tell(fl_ip_path_of(path), fl_ip6_source(fl_ip6_header(packet)), mac, FL_NEIGHBOUR_SOLICITED, 0);
	answer = answer_create(path, packet, anycast);
	if (answer == NULL)
		return FL_DROP_ND_RESPONDER_NO_BUFFER;
	fl_packet_get(answer)->output = (uint16_t)path->interface;
	fl_enqueue_x1(graph, node, EDGE_OUT, answer);
	return -1;
}

static int advertisement_take(struct fl_path *path, const struct rte_mbuf *packet, const struct rte_ether_addr *mac)
{
	const struct fl_ip_interface *interface = &fl_ip_router_of(path)->interfaces[path->interface];
	const struct fl_nd *nd = nd_of(packet);

	if (fl_ip_interface_has6(interface, &nd->target))
		return FL_DROP_ND_RESPONDER_ADDRESS_CONFLICT;
	if (tell(fl_ip_path_of(path), &nd->target, mac, FL_NEIGHBOUR_ADVERTISED, rte_be_to_cpu_32(nd->flags)))
		return -1;
	return FL_DROP_ND_RESPONDER_CONTROL_BUSY;
}

// A drop reason, or -1: the message is consumed.
static int message_take(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	const struct rte_ether_addr *mac;
	uint8_t buffer;
	const uint8_t *type = rte_pktmbuf_read(packet, nd_offset, sizeof(buffer), &buffer);

	if (fl_ip6_header(packet)->proto == IPPROTO_ICMPV6 && type != NULL &&
		*type != FL_ICMP6_NEIGHBOUR_SOLICITATION && *type != FL_ICMP6_NEIGHBOUR_ADVERTISEMENT)
		return FL_DROP_ND_RESPONDER_NOT_SERVED;
	if (!message_good(packet, &mac))
		return FL_DROP_ND_RESPONDER_MALFORMED;
	if (nd_of(packet)->type == FL_ICMP6_NEIGHBOUR_SOLICITATION)
		return solicitation_answer(graph, node, packet, mac);
	return advertisement_take(fl_path_of(node), packet, mac);
}

static uint16_t nd_responder_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i];
		int reason = message_take(graph, node, packet);

		if (reason < 0) {
			fl_buffer_free(packet);
			continue;
		}
		fl_packet_drop_reason_set(packet, (uint16_t)reason);
		fl_enqueue_x1(graph, node, EDGE_DROP, packet);
	}
	return count;
}

static struct rte_node_register nd_responder_node = {
	.name = "nd_responder",
	.process = nd_responder_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(nd_responder_node)

const struct fl_element fl_element_nd_responder = {
	.name = "NDResponder",
	.node = "nd_responder",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary =
		"Answers neighbour solicitations for the router's addresses and learns neighbours from what it hears.",
};
