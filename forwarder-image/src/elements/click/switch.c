// Switch, RoundRobinSwitch, RandomSwitch, HashSwitch: one of several outputs for each packet.
#include <rte_cycles.h>
#include <rte_hash_crc.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/random.h"
#include "elements/click/setup.h"

enum { OUTPUTS_MAX = 64, HASH_BYTES_MAX = 128, HASH_OFFSET_MAX = 1500 };

struct switch_config {
	uint64_t output;
};

struct hash_config {
	uint64_t offset, length;
};

struct round_robin_state {
	uint16_t next;
};

enum drop { DROP_REASON };

static const char *const switch_drops[] = {"switch_off", NULL};
static const char *const hash_drops[] = {"hash_switch_too_short", NULL};

static rte_edge_t switch_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return fl_click_refuse(
		instance, packet, (uint16_t)((const struct switch_config *)instance->config)->output, DROP_REASON);
}

static rte_edge_t round_robin_switch_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct round_robin_state *state = instance->state;
	uint16_t output = state->next;

	(void)packet;
	state->next = output + 1 < instance->outputs ? output + 1 : 0;
	return output;
}

static rte_edge_t random_switch_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	(void)packet;
	return (rte_edge_t)fl_click_random_below(instance->state, instance->outputs);
}

static rte_edge_t hash_switch_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct hash_config *config = instance->config;
	_Alignas(uint64_t) uint8_t buffer[HASH_BYTES_MAX]; // rte_hash_crc reads eight bytes at a time
	const void *bytes = rte_pktmbuf_read(packet, (uint32_t)config->offset, (uint32_t)config->length, buffer);

	if (unlikely(bytes == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	if (bytes != buffer)
		memcpy(buffer, bytes, config->length);
	return (rte_edge_t)((uint64_t)rte_hash_crc(buffer, (uint32_t)config->length, 0) * instance->outputs >> 32);
}

FL_CLICK_VERDICT_NODE(switch)
FL_CLICK_VERDICT_NODE(round_robin_switch)
FL_CLICK_VERDICT_NODE(random_switch)
FL_CLICK_VERDICT_NODE(hash_switch)

static const struct fl_click_parameter switch_parameters[] = {
	{.name = "OUTPUT",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct switch_config, output),
		.otherwise = "0",
		.max = OUTPUTS_MAX,
		.description = "the output; one that is not connected drops every packet"},
	{.name = NULL},
};

static const struct fl_click_parameter hash_parameters[] = {
	{.name = "OFFSET",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct hash_config, offset),
		.required = true,
		.max = HASH_OFFSET_MAX,
		.unit = "bytes",
		.description = "where the bytes that count begin"},
	{.name = "LENGTH",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct hash_config, length),
		.required = true,
		.min = 1,
		.max = HASH_BYTES_MAX,
		.unit = "bytes",
		.description = "how many they are"},
	{.name = NULL},
};

const struct fl_click_class fl_click_switch = {
	.name = "Switch",
	.node = "click_switch",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends every packet out by the one output that OUTPUT names.",
	.manual = "An output that is not connected drops every packet.",
	.parameters = switch_parameters,
	.drops = switch_drops,
	.config_size = sizeof(struct switch_config),
};

const struct fl_click_class fl_click_round_robin_switch = {
	.name = "RoundRobinSwitch",
	.node = "click_round_robin_switch",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends packets out by one output after the other.",
	.manual = "Each path takes turns by itself.",
	.state_size = sizeof(struct round_robin_state),
};

const struct fl_click_class fl_click_random_switch = {
	.name = "RandomSwitch",
	.node = "click_random_switch",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends each packet out by an output chosen at random.",
	.manual = "Every output is as likely as any other. Packets of one flow may overtake each other behind it: "
		  "HashSwitch keeps "
		  "flows together.",
	.state_size = sizeof(struct fl_click_random),
	.state_init = fl_click_random_init,
};

const struct fl_click_class fl_click_hash_switch = {
	.name = "HashSwitch",
	.node = "click_hash_switch",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends each packet out by an output that a hash of some of its bytes chooses.",
	.manual = "Packets with the same bytes leave by the same output: `HashSwitch(26, 8)` keeps the IPv4 addresses "
		  "of a frame "
		  "together. A packet that ends before these bytes do is dropped.",
	.parameters = hash_parameters,
	.drops = hash_drops,
	.config_size = sizeof(struct hash_config),
};
