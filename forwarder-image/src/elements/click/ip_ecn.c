// SetIPECN, MarkIPCE: the two bits of explicit congestion notification, RFC 3168 section 5.
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"

enum { ECN_MASK = 3, ECN_NOT_CAPABLE = 0, ECN_CONGESTION = 3 };

struct set_config {
	uint64_t ecn;
};

struct mark_config {
	bool force;
};

enum set_drop { DROP_SET_NO_HEADER };
enum mark_drop { DROP_MARK_NO_HEADER, DROP_NOT_CAPABLE };

static const char *const set_drops[] = {[DROP_SET_NO_HEADER] = "set_ip_ecn_no_header", NULL};
static const char *const mark_drops[] = {
	[DROP_MARK_NO_HEADER] = "mark_ip_ce_no_header",
	[DROP_NOT_CAPABLE] = "mark_ip_ce_not_capable",
	NULL,
};

// Brings the checksum up to date too.
static void ecn_write(struct rte_ipv4_hdr *ip, uint8_t ecn)
{
	uint16_t before, after;

	memcpy(&before, ip, sizeof(before));
	ip->type_of_service = (uint8_t)((ip->type_of_service & ~ECN_MASK) | ecn);
	memcpy(&after, ip, sizeof(after));
	ip->hdr_checksum = fl_click_checksum_update(ip->hdr_checksum, before, after);
}

static rte_edge_t set_ip_ecn_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_SET_NO_HEADER);
	ecn_write(ip, (uint8_t)((const struct set_config *)instance->config)->ecn);
	return 0;
}

static rte_edge_t mark_ip_ce_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct mark_config *config = instance->config;
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_MARK_NO_HEADER);
	if ((ip->type_of_service & ECN_MASK) == ECN_NOT_CAPABLE && !config->force)
		return fl_click_refuse(instance, packet, 1, DROP_NOT_CAPABLE);
	ecn_write(ip, ECN_CONGESTION);
	return 0;
}

FL_CLICK_VERDICT_NODE(set_ip_ecn)
FL_CLICK_VERDICT_NODE(mark_ip_ce)

static const struct fl_click_parameter set_parameters[] = {
	{.name = "ECN",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct set_config, ecn),
		.required = true,
		.max = ECN_CONGESTION,
		.description = "the two bits: 0 not capable, 1 and 2 capable, 3 congestion experienced"},
	{.name = NULL},
};

static const struct fl_click_parameter mark_parameters[] = {
	{.name = "FORCE",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct mark_config, force),
		.otherwise = "false",
		.description = "whether packets whose sender does not know ECN are marked too"},
	{.name = NULL},
};

const struct fl_click_class fl_click_set_ip_ecn = {
	.name = "SetIPECN",
	.node = "click_set_ip_ecn",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Writes the ECN bits of each packet's IP header.",
	.manual = "The DSCP stays, and the checksum is brought up to date.",
	.parameters = set_parameters,
	.drops = set_drops,
	.config_size = sizeof(struct set_config),
};

const struct fl_click_class fl_click_mark_ip_ce = {
	.name = "MarkIPCE",
	.node = "click_mark_ip_ce",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Notes congestion in each packet's ECN bits.",
	.manual = "Behind output 1 of a RED it tells senders of congestion without a loss (RFC 3168). A packet whose "
		  "sender does not know ECN leaves by output 1, or is dropped, as RED would have it.",
	.parameters = mark_parameters,
	.drops = mark_drops,
	.config_size = sizeof(struct mark_config),
};
