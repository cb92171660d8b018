// ARPResponder: answers for addresses (RFC 826).
#include <rte_arp.h>
#include <rte_malloc.h>
#include <string.h>

#include "elements/click/arp.h"
#include "elements/click/instance.h"
#include "elements/click/setup.h"
#include "elements/ip_routes.h"

enum { WORD_SIZE = 64 };

struct entry {
	struct fl_ip4_prefix prefix;
	struct rte_ether_addr mac;
};

struct config {
	struct fl_click_texts texts;
	uint32_t entry_count;
	struct entry *entries;
};

enum drop { DROP_NOT_ASKED };

static const char *const drops[] = {[DROP_NOT_ASKED] = "arp_responder_not_asked", NULL};

static const struct entry *entry_find(const struct config *config, uint32_t address)
{
	for (uint32_t i = 0; i < config->entry_count; i++)
		if (fl_prefix_has(&config->entries[i].prefix, address))
			return &config->entries[i];
	return NULL;
}

static rte_edge_t arp_responder_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);
	struct rte_arp_hdr *arp = fl_click_arp_of(packet);
	const struct entry *entry;
	rte_be32_t address;

	if (arp == NULL || arp->arp_opcode != RTE_BE16(RTE_ARP_OP_REQUEST))
		return fl_click_refuse(instance, packet, 1, DROP_NOT_ASKED);
	address = arp->arp_data.arp_tip;
	entry = entry_find(instance->config, rte_be_to_cpu_32(address));
	if (entry == NULL)
		return fl_click_refuse(instance, packet, 1, DROP_NOT_ASKED);
	memset(&fl_packet_get(packet)->vnet, 0, sizeof(struct fl_vnet));
	ether->dst_addr = arp->arp_data.arp_sha;
	ether->src_addr = entry->mac;
	arp->arp_opcode = RTE_BE16(RTE_ARP_OP_REPLY);
	arp->arp_data.arp_tha = arp->arp_data.arp_sha;
	arp->arp_data.arp_tip = arp->arp_data.arp_sip;
	arp->arp_data.arp_sha = entry->mac;
	arp->arp_data.arp_sip = address;
	return 0;
}

FL_CLICK_VERDICT_NODE(arp_responder)

static uint32_t words_count(const char *text)
{
	char word[WORD_SIZE];
	uint32_t count = 0;

	while (fl_click_word_take(&text, word, sizeof(word)) || word[0] != '\0')
		count++;
	return count;
}

// "PREFIX... MAC": prefixes are kept until their MAC comes, which is the text's last word.
static bool text_read(const struct fl_click_setup *setup, struct config *config, uint32_t index)
{
	const char *text = config->texts.items[index];
	uint32_t left = words_count(text), first = config->entry_count;
	struct rte_ether_addr mac;
	char word[WORD_SIZE];

	if (left < 2)
		return fl_click_problem(setup, "ENTRY", (int)index, "must be PREFIX... MAC, like 192.0.2.1 wan:eth");
	for (; left > 1; left--) {
		struct entry *entry = &config->entries[config->entry_count];

		fl_click_word_take(&text, word, sizeof(word));
		entry->prefix = (struct fl_ip4_prefix){.length = 32};
		if (!fl_click_ip4_read(setup, word, &entry->prefix.address) &&
			!fl_click_prefix4_read(setup, word, &entry->prefix))
			return fl_click_problem(
				setup, "ENTRY", (int)index, "\"%.40s\" is no IPv4 address or prefix", word);
		config->entry_count++;
	}
	fl_click_word_take(&text, word, sizeof(word));
	if (!fl_click_mac_read(setup, word, &mac))
		return fl_click_problem(setup, "ENTRY", (int)index,
			"\"%.40s\" is no Ethernet address like 02:00:00:00:00:01, or INTERFACE:eth", word);
	while (first < config->entry_count)
		config->entries[first++].mac = mac;
	return true;
}

static bool arp_responder_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	uint32_t words = 0;
	bool good = true;

	for (uint32_t i = 0; i < config->texts.count; i++)
		words += words_count(config->texts.items[i]);
	config->entries = rte_calloc("click_arp_entries", words + 1, sizeof(*config->entries), 0);
	if (config->entries == NULL)
		return false;
	for (uint32_t i = 0; i < config->texts.count; i++)
		good = text_read(setup, config, i) && good;
	return good;
}

static void arp_responder_config_fini(void *place)
{
	rte_free(((struct config *)place)->entries);
}

static const struct fl_click_parameter parameters[] = {
	{.name = "ENTRY",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "addresses or prefixes, and the Ethernet address to answer with"},
	{.name = NULL},
};

const struct fl_click_class fl_click_arp_responder = {
	.name = "ARPResponder",
	.node = "click_arp_responder",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.breaks_cycles = true,
	.summary = "Answers ARP requests for addresses.",
	.manual = "`ARPResponder(wan:ip wan:eth)`, or with addresses: `ARPResponder(192.0.2.1 192.0.2.64/26 "
		  "02:00:00:00:00:01)`. "
		  "Frames begin with their Ethernet header. What is no request for one of the addresses leaves by "
		  "output 1, or is "
		  "dropped.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.configure = arp_responder_configure,
	.config_fini = arp_responder_config_fini,
};
