#include "core/classifier_table.h"

#include <rte_common.h>
#include <stdlib.h>
#include <string.h>

// Where the search for a pair begins. Multiplicative: the high bits depend on all bits of the key (Knuth 6.4).
static uint32_t slot_first(const struct fl_classifier_table *table, const struct rte_ether_addr *mac, uint16_t vlan)
{
	uint64_t key = vlan;

	memcpy((uint8_t *)&key + sizeof(vlan), mac->addr_bytes, RTE_ETHER_ADDR_LEN);
	return (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & table->mask;
}

static void port_add(struct fl_classifier_table *table, uint32_t index)
{
	const struct fl_shared_port *port = table->ports[index];
	uint32_t slot = slot_first(table, &port->port.mac, port->vlan);

	while (table->slots[slot] != 0)
		slot = (slot + 1) & table->mask;
	table->slots[slot] = index + 1;
}

struct fl_classifier_table *fl_classifier_table_create(struct fl_shared_port *const *ports, uint32_t count)
{
	struct fl_classifier_table *table = calloc(1, sizeof(*table));
	uint32_t slots = rte_align32pow2(2 * count + 1);

	if (table == NULL)
		return NULL;
	table->count = count;
	table->mask = slots - 1;
	table->ports = calloc(count + 1, sizeof(struct fl_shared_port *));
	table->slots = calloc(slots, sizeof(*table->slots));
	if (table->ports == NULL || table->slots == NULL) {
		fl_classifier_table_destroy(table);
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++) {
		table->ports[i] = ports[i];
		port_add(table, i);
	}
	return table;
}

void fl_classifier_table_destroy(struct fl_classifier_table *table)
{
	if (table == NULL)
		return;
	free(table->ports);
	free(table->slots);
	free(table);
}

struct fl_shared_port *fl_classifier_table_find(
	const struct fl_classifier_table *table, const struct rte_ether_addr *mac, uint16_t vlan)
{
	uint32_t slot = slot_first(table, mac, vlan);

	for (; table->slots[slot] != 0; slot = (slot + 1) & table->mask) {
		struct fl_shared_port *port = table->ports[table->slots[slot] - 1];

		if (port->vlan == vlan && rte_is_same_ether_addr(&port->port.mac, mac))
			return port;
	}
	return NULL;
}
