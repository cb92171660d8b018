#include "elements/click/encapsulate.h"

#include "elements/click/packet.h"

uint16_t fl_click_encapsulate(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count,
	fl_click_verdict *encapsulate_one, uint16_t bad_offload)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	struct rte_mbuf *pieces[FL_OFFLOAD_SEGMENTS_MAX];

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i];
		uint16_t piece_count = 1;

		pieces[0] = packet;
		if (unlikely(fl_offload_needed(packet)))
			piece_count = fl_click_offload_settle(packet, pieces, FL_OFFLOAD_SEGMENTS_MAX);
		if (unlikely(piece_count == 0))
			fl_enqueue_x1(graph, node, fl_click_drop(instance, packet, bad_offload), packet);
		for (uint16_t j = 0; j < piece_count; j++)
			fl_enqueue_x1(graph, node, encapsulate_one(instance, pieces[j]), pieces[j]);
	}
	return count;
}
