// IPGWOptions: the IP options that every router on the way has a part in, RFC 1812 5.3.13. ip_options.h has the rules.
#include <time.h>

#include "core/clock.h"
#include "elements/click/instance.h"
#include "elements/click/ip_options.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"

enum {
	OTHERS_MAX = 64,
	WORD_SIZE = 64,
	MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000,
	NANOS_PER_MILLISECOND = FL_NANOS_PER_SECOND / 1000,
};

struct config {
	uint32_t address;
	const char *other_text;
	uint32_t other_count;
	rte_be32_t others[OTHERS_MAX];
};

enum drop { DROP_BAD_OPTION, DROP_NO_HEADER };

static const char *const drops[] = {
	[DROP_BAD_OPTION] = "ip_gw_options_bad_option",
	[DROP_NO_HEADER] = "ip_gw_options_no_header",
	NULL,
};

static __rte_noinline rte_edge_t options_verdict(
	struct fl_click_instance *instance, struct rte_mbuf *packet, struct rte_ipv4_hdr *ip)
{
	const struct config *config = instance->config;
	const struct fl_ip_options_router router = {
		.address = rte_cpu_to_be_32(config->address),
		.others = config->others,
		.other_count = config->other_count,
		.since_midnight =
			(uint32_t)(fl_clock_nanos(CLOCK_REALTIME) / NANOS_PER_MILLISECOND % MILLISECONDS_PER_DAY),
	};
	const struct fl_ip_options_result result = fl_ip_options_process(ip, &router);

	if (result.changed)
		fl_click_ip_checksum_set(ip);
	if (result.wrong == FL_IP_OPTIONS_GOOD)
		return 0;
	fl_packet_get(packet)->error_offset = result.wrong;
	return fl_click_refuse(instance, packet, 1, DROP_BAD_OPTION);
}

static rte_edge_t ip_gw_options_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	return likely(rte_ipv4_hdr_len(ip) == sizeof(*ip)) ? 0 : options_verdict(instance, packet, ip);
}

FL_CLICK_VERDICT_NODE(ip_gw_options)

static bool ip_gw_options_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	const char *text = config->other_text;
	char word[WORD_SIZE];
	uint32_t address;

	while (text != NULL && (fl_click_word_take(&text, word, sizeof(word)) || word[0] != '\0')) {
		if (!fl_click_ip4_read(setup, word, &address))
			return fl_click_problem(setup, "OTHERADDRS", -1, "\"%.40s\" is no IPv4 address", word);
		if (config->other_count == OTHERS_MAX)
			return fl_click_problem(setup, "OTHERADDRS", -1, "has more than %d addresses", OTHERS_MAX);
		config->others[config->other_count++] = rte_cpu_to_be_32(address);
	}
	return true;
}

static const struct fl_click_parameter parameters[] = {
	{.name = "MYADDR",
		.type = FL_CLICK_IP4,
		.offset = offsetof(struct config, address),
		.required = true,
		.description = "the router's own address where the packets go to"},
	{.name = "OTHERADDRS",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, other_text),
		.description = "its other addresses, parted by blanks: timestamps may be asked of them"},
	{.name = NULL},
};

const struct fl_click_class fl_click_ip_gw_options = {
	.name = "IPGWOptions",
	.node = "click_ip_gw_options",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Writes the router's address and time into record route and timestamp options.",
	.manual =
		"It belongs behind the route table, on the way out of the interface whose address is MYADDR (RFC 1812 "
		"5.3.13.4 and 5.3.13.5). All other options pass as they came, source routes too; the header's checksum "
		"is made right where something was written.\n\nPackets with an option that is wrong leave by output 1, "
		"where an `ICMPError(..., parameterproblem)` belongs, which tells the octet; without an output 1 they "
		"are dropped. Wrong are a length that does not fit, and of these two options a pointer into the "
		"option's head, room for a part of an entry, an unknown flag, and an overflow beyond 15.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.configure = ip_gw_options_configure,
};
