// Which interface of a shared device a frame is for, by destination MAC and VLAN. Made by control, then the classifier's, and
// not changed any more: another set of interfaces is another table.
#pragma once
#include <stdint.h>

#include "ports/shared_port.h"

struct fl_classifier_table {
	uint32_t count;
	struct fl_shared_port **ports; // owned is the list, not the ports
	uint32_t mask;                 // number of slots - 1; at least half of them are empty
	uint32_t *slots;               // index in ports + 1, or 0
};

// Of ports with different pairs of MAC and VLAN; NULL: no memory.
struct fl_classifier_table *fl_classifier_table_create(struct fl_shared_port *const *ports, uint32_t count);
// NULL is allowed.
void fl_classifier_table_destroy(struct fl_classifier_table *table);
// The port of a unicast MAC in a VLAN (0: untagged), or NULL.
struct fl_shared_port *fl_classifier_table_find(
	const struct fl_classifier_table *table, const struct rte_ether_addr *mac, uint16_t vlan);
