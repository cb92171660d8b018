#include "elements/catalogue.h"

#include <string.h>

#include "core/path.h"
#include "elements/click/describe.h"

_Static_assert((int)FL_DROP_COUNT <= (int)FL_DROP_REASONS_MAX, "a path counts no more drop reasons");

struct reason {
	const char *node, *name;
};

static const struct reason reasons[] = {
#define REASON(name, node, reason) {node, reason},
	FL_DROPS(REASON)
#undef REASON
};

const char *const fl_drop_names[] = {
#define NAME(name, node, reason) node "_" reason,
	FL_DROPS(NAME)
#undef NAME
		NULL,
};

// The elements of every kind of forwarding, which the engine knows by node name alone (a library of their own).
static const struct fl_element from_device = {
	.name = "FromDevice",
	.node = "from_device",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Brings the packets of the path's interface into its graph.",
};

static const struct fl_element to_device = {
	.name = "ToDevice",
	.node = "to_device",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Sends each packet out by the interface that an element before it has chosen.",
};

static const struct fl_element discard = {
	.name = "Discard",
	.node = "drop",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Counts each packet under the reason it is dropped for, and frees it.",
};

static const struct fl_element *const elements[] = {
	&from_device,
	&to_device,
	&discard,
	&fl_element_bridge_cross,
	&fl_element_ip_fast_path,
	&fl_element_ether_input,
	&fl_element_arp_responder,
	&fl_element_check_ip_header,
	&fl_element_ip_lookup,
	&fl_element_ip_output,
	&fl_element_ip_local,
	&fl_element_dec_ip_ttl,
	&fl_element_ip_fragmenter,
	&fl_element_arp_querier,
	&fl_element_neighbour_hold,
	&fl_element_icmp_error,
	&fl_element_check_ip6_header,
	&fl_element_ip6_lookup,
	&fl_element_ip6_output,
	&fl_element_ip6_local,
	&fl_element_nd_responder,
	&fl_element_mld_responder,
	&fl_element_dec_ip6_hlim,
	&fl_element_check_ip6_mtu,
	&fl_element_nd_querier,
	&fl_element_icmp6_error,
	NULL,
};

const struct fl_element *const *fl_catalogue_get(void)
{
	return elements;
}

struct fl_node_owner fl_element_node_owner(const void *state, const struct rte_node *node)
{
	// Clones of from_device bear the name of the kind of forwarding behind a dash.
	const size_t length = strcspn(node->name, "-");

	(void)state;
	for (size_t i = 0; elements[i] != NULL; i++)
		if (strlen(elements[i]->node) == length && memcmp(elements[i]->node, node->name, length) == 0)
			return (struct fl_node_owner){elements[i]->node, elements[i]->name};
	return (struct fl_node_owner){node->name, node->name};
}

static void drops_add(struct fl_text *text, const char *node)
{
	const char *separator = "";

	for (size_t i = 0; i < FL_DROP_COUNT; i++) {
		if (strcmp(reasons[i].node, node) != 0)
			continue;
		fl_text_add(text, "%s\"%s\"", separator, reasons[i].name);
		separator = ", ";
	}
}

size_t fl_catalogue_json(char *buffer, size_t size)
{
	struct fl_text text = {buffer, size, 0};

	fl_text_add(&text, "{\"elements\": [");
	fl_click_describe(&text);
	fl_text_add(&text, "\n],\n\"builtIn\": [");
	for (size_t i = 0; elements[i] != NULL; i++) {
		const struct fl_element *element = elements[i];

		fl_text_add(&text,
			"%s\n  {\"name\": \"%s\", \"node\": \"%s\", \"sharing\": \"%s\", "
			"\"summary\": \"%s\", "
			"\"drops\": [",
			i == 0 ? "" : ",", element->name, element->node,
			element->sharing == FL_ELEMENT_SHARED ? "shared" : "perPath", element->summary);
		drops_add(&text, element->node);
		fl_text_add(&text, "]}");
	}
	fl_text_add(&text, "\n]}");
	return text.length;
}
