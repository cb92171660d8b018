// DecIPTTL: a hop.
#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/ip_header.h"

enum drop { DROP_EXPIRED, DROP_NO_HEADER };

static const char *const drops[] = {
	[DROP_EXPIRED] = "dec_ip_ttl_expired", [DROP_NO_HEADER] = "dec_ip_ttl_no_header", NULL};

static rte_edge_t dec_ip_ttl_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	if (unlikely(ip->time_to_live <= 1))
		return fl_click_refuse(instance, packet, 1, DROP_EXPIRED);
	fl_ip_ttl_decrement(ip);
	return 0;
}

FL_CLICK_VERDICT_NODE(dec_ip_ttl)

const struct fl_click_class fl_click_dec_ip_ttl = {
	.name = "DecIPTTL",
	.node = "click_dec_ip_ttl",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Takes one from each packet's TTL, and sends those that have expired out by output 1.",
	.manual = "The header's checksum is brought up to date (RFC 1624). A packet whose TTL is 1 or 0 leaves as it "
		  "came by "
		  "output 1, where an ICMPError belongs, or is dropped.",
	.drops = drops,
};
