// VLANEncap, VLANDecap, SetVLANAnno: IEEE 802.1Q tags.
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"

enum {
	VLAN_FROM_ANNOTATION = 4095, // 802.1Q reserves it
	VLAN_MAX = 4095,
	PRIORITY_MAX = 7,
	MACS_LENGTH = 2 * RTE_ETHER_ADDR_LEN,
};

struct config {
	uint64_t id, priority;
};

enum drop { DROP_TOO_SHORT, DROP_NO_ROOM };

static const char *const encap_drops[] = {
	[DROP_TOO_SHORT] = "vlan_encap_too_short", [DROP_NO_ROOM] = "vlan_encap_no_room", NULL};
static const char *const decap_drops[] = {[DROP_TOO_SHORT] = "vlan_decap_too_short", NULL};

static uint16_t tci_of(const struct config *config)
{
	return (uint16_t)(config->priority << 13 | config->id);
}

static rte_edge_t vlan_encap_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const struct rte_ether_hdr *before = fl_click_front(packet, sizeof(*before));
	struct rte_ether_hdr *ether;
	struct rte_vlan_hdr *vlan;

	if (unlikely(before == NULL))
		return fl_click_drop(instance, packet, DROP_TOO_SHORT);
	ether = fl_click_push(packet, sizeof(*vlan));
	if (unlikely(ether == NULL))
		return fl_click_drop(instance, packet, DROP_NO_ROOM);
	memmove(ether, before, MACS_LENGTH);
	ether->ether_type = RTE_BE16(RTE_ETHER_TYPE_VLAN);
	// Behind it stands the frame's own type already.
	vlan = (struct rte_vlan_hdr *)(ether + 1);
	vlan->vlan_tci = rte_cpu_to_be_16(
		config->id == VLAN_FROM_ANNOTATION ? fl_annotations_of(packet)->vlan_tci : tci_of(config));
	return 0;
}

static rte_edge_t vlan_decap_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ether_hdr *ether = fl_click_front(packet, sizeof(*ether));
	const struct rte_vlan_hdr *vlan;

	if (unlikely(ether == NULL))
		return fl_click_drop(instance, packet, DROP_TOO_SHORT);
	vlan = (const struct rte_vlan_hdr *)(ether + 1);
	fl_annotations_of(packet)->vlan_tci = 0;
	if (ether->ether_type != RTE_BE16(RTE_ETHER_TYPE_VLAN))
		return 0;
	if (unlikely(packet->data_len < sizeof(*ether) + sizeof(*vlan)))
		return fl_click_drop(instance, packet, DROP_TOO_SHORT);
	fl_annotations_of(packet)->vlan_tci = rte_be_to_cpu_16(vlan->vlan_tci);
	memmove((char *)ether + sizeof(*vlan), ether, MACS_LENGTH);
	fl_click_strip(packet, sizeof(*vlan));
	return 0;
}

static rte_edge_t set_vlan_anno_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	fl_annotations_of(packet)->vlan_tci = tci_of(instance->config);
	return 0;
}

FL_CLICK_VERDICT_NODE(vlan_encap)
FL_CLICK_VERDICT_NODE(vlan_decap)
FL_CLICK_VERDICT_NODE(set_vlan_anno)

#define PRIORITY                                                                                                       \
	{.name = "VLAN_PCP",                                                                                           \
		.type = FL_CLICK_WHOLE,                                                                                \
		.offset = offsetof(struct config, priority),                                                           \
		.otherwise = "0",                                                                                      \
		.max = PRIORITY_MAX,                                                                                   \
		.description = "the priority"}

static const struct fl_click_parameter encap_parameters[] = {
	{.name = "VLAN_ID",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, id),
		.otherwise = "4095",
		.max = VLAN_MAX,
		.description = "the VLAN; 4095 takes VLAN and priority of the packet's annotation"},
	PRIORITY,
	{.name = NULL},
};

static const struct fl_click_parameter anno_parameters[] = {
	{.name = "VLAN_ID",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, id),
		.required = true,
		.max = VLAN_MAX - 1,
		.description = "the VLAN"},
	PRIORITY,
	{.name = NULL},
};

const struct fl_click_class fl_click_vlan_encap = {
	.name = "VLANEncap",
	.node = "click_vlan_encap",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Puts an 802.1Q tag into each frame.",
	.manual = "The annotation is the tag that VLANDecap took or SetVLANAnno noted. A packet shorter than an "
		  "Ethernet header is "
		  "dropped, and one whose buffer has no room.",
	.parameters = encap_parameters,
	.drops = encap_drops,
	.config_size = sizeof(struct config),
};

const struct fl_click_class fl_click_vlan_decap = {
	.name = "VLANDecap",
	.node = "click_vlan_decap",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Takes the 802.1Q tag out of each frame that has one, and notes it.",
	.manual = "A frame without a tag passes as it is, and is noted as of VLAN 0.",
	.drops = decap_drops,
};

const struct fl_click_class fl_click_set_vlan_anno = {
	.name = "SetVLANAnno",
	.node = "click_set_vlan_anno",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Notes the VLAN and priority that a VLANEncap is to use.",
	.manual = "The packet's bytes stay as they are.",
	.parameters = anno_parameters,
	.config_size = sizeof(struct config),
};
