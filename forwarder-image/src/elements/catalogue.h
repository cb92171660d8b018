// The element catalogue (docs/reference/control-api.md, GET /v1/elements): the classes of Click graphs (click/class.h), and
// the nodes that bridge and ipRouter are made of, with what they may drop. Of the latter, each element's file defines its own entry beside its node; catalogue.c lists them, which is also what links the
// nodes (they register themselves with rte_graph in constructors) into the program.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "core/forwarding.h"
#include "elements/drops.h"

enum fl_element_sharing {
	FL_ELEMENT_PER_PATH, // an instance in each path
	FL_ELEMENT_SHARED,   // a table of the router, read by its paths
};

struct fl_element {
	const char *name; // Click's where the meaning is the same: "DecIPTTL"
	const char *node; // the name of its rte_graph node: "dec_ip_ttl"
	enum fl_element_sharing sharing;
	const char *summary; // one sentence
};

extern const struct fl_element fl_element_bridge_cross;
extern const struct fl_element fl_element_ip_fast_path, fl_element_ether_input, fl_element_arp_responder,
	fl_element_check_ip_header, fl_element_ip_lookup, fl_element_ip_output, fl_element_ip_local,
	fl_element_dec_ip_ttl, fl_element_ip_fragmenter, fl_element_arp_querier, fl_element_neighbour_hold,
	fl_element_icmp_error;
extern const struct fl_element fl_element_check_ip6_header, fl_element_ip6_lookup, fl_element_ip6_output,
	fl_element_ip6_local, fl_element_dec_ip6_hlim, fl_element_check_ip6_mtu, fl_element_nd_querier,
	fl_element_nd_responder, fl_element_mld_responder, fl_element_icmp6_error;

// Every element, NULL-terminated, in the order of the catalogue.
const struct fl_element *const *fl_catalogue_get(void);

// fl_forwarding_ops.node_owner of bridge and ipRouter: the element whose node it is, or one that has the node's name.
struct fl_node_owner fl_element_node_owner(const void *state, const struct rte_node *node);

// Writes the catalogue as JSON, {"elements": [...]}, without a final newline, into buffer of size bytes, NUL-terminated
// and cut where it does not fit. Returns the length of the whole text: size or more means that it was cut. Any thread.
size_t fl_catalogue_json(char *buffer, size_t size);
