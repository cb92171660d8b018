#include "core/quarantine.h"

#include <rte_graph_worker.h>
#include <stdio.h>
#include <string.h>

// Clones of from_device bear the name of the kind of forwarding behind a dash.
static void element_name(char name[RTE_NODE_NAMESIZE], const struct rte_node *node)
{
	snprintf(name, RTE_NODE_NAMESIZE, "%s", node == NULL ? "" : node->name);
	name[strcspn(name, "-")] = '\0';
}

void fl_evidence_of_dispatch(struct fl_evidence *evidence, const struct fl_phase *phase, uint64_t cycles)
{
	*evidence = (struct fl_evidence){.reason = FL_QUARANTINE_DISPATCH_TOO_LONG, .cycles = cycles};
	element_name(evidence->element, phase->node);
	if (phase->node == NULL)
		return;
	// The element may have passed its packets on; where they are is known from what it was given.
	evidence->packets = phase->node->idx;
	if (evidence->packets > 0)
		fl_packet_head_copy(&evidence->head, phase->objs[0]);
}

void fl_evidence_of_packet(
	struct fl_evidence *evidence, const struct fl_path *path, const struct fl_dearest *dearest, uint64_t cycles)
{
	*evidence = (struct fl_evidence){
		.reason = FL_QUARANTINE_PACKET_TOO_DEAR, .cycles = cycles, .packets = 1, .head = path->head};
	element_name(evidence->element, dearest->node);
}
