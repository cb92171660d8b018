// What nodes counted in a walk is added up, and what a stall of the machine added is not.
#include "core/node_uses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

// Two nodes in a row, as rte_graph lays them out.
struct two_nodes {
	struct rte_graph graph;
	struct rte_node nodes[2];
};

static struct two_nodes *two_nodes_create(void)
{
	struct two_nodes *two = aligned_alloc(RTE_CACHE_LINE_SIZE, sizeof(*two));

	assert_non_null(two);
	memset(two, 0, sizeof(*two));
	two->graph.nb_nodes = 2;
	two->graph.nodes_start = offsetof(struct two_nodes, nodes);
	two->nodes[0].next = offsetof(struct two_nodes, nodes) + sizeof(struct rte_node);
	return two;
}

static void count(struct rte_node *node, uint64_t packets, uint64_t cycles)
{
	node->total_calls = 1;
	node->total_objs = packets;
	node->total_cycles = cycles;
}

static void adds_up_what_each_node_counted_and_takes_it_back(void **state)
{
	struct two_nodes *two = two_nodes_create();
	struct fl_node_uses *uses = fl_node_uses_create(&two->graph);

	(void)state;
	assert_int_equal(uses->count, 2);
	for (int i = 0; i < 3; i++) {
		count(&two->nodes[0], 32, 320);
		if (i == 1)
			count(&two->nodes[1], 4, 100);
		fl_node_uses_take(uses, &two->graph);
	}
	fl_node_uses_take(uses, &two->graph); // nothing ran since
	assert_int_equal(uses->nodes[0].calls, 3);
	assert_int_equal(uses->nodes[0].packets, 96);
	assert_int_equal(uses->nodes[0].cycles, 960);
	assert_int_equal(uses->nodes[1].calls, 1);
	assert_int_equal(uses->nodes[1].packets, 4);
	assert_int_equal(uses->nodes[1].cycles, 100);
	free(uses);
	free(two);
}

static void counts_a_stall_only_up_to_what_is_usual(void **state)
{
	struct two_nodes *two = two_nodes_create();
	struct fl_node_uses *uses = fl_node_uses_create(&two->graph);

	(void)state;
	for (int i = 0; i < 10; i++) {
		count(&two->nodes[0], 32, 3200);
		fl_node_uses_take(uses, &two->graph);
	}
	count(&two->nodes[0], 32, 2500000);
	fl_node_uses_take(uses, &two->graph);
	assert_int_equal(uses->nodes[0].cycles, 10 * 3200 + 2 * 3200);
	free(uses);
	free(two);
}

static void takes_a_real_change_in_full_before_long(void **state)
{
	struct two_nodes *two = two_nodes_create();
	struct fl_node_uses *uses = fl_node_uses_create(&two->graph);
	uint64_t before;

	(void)state;
	count(&two->nodes[0], 1, 100);
	fl_node_uses_take(uses, &two->graph);
	for (int i = 0; i < 100; i++) {
		count(&two->nodes[0], 1, 1000);
		fl_node_uses_take(uses, &two->graph);
	}
	before = uses->nodes[0].cycles;
	count(&two->nodes[0], 1, 1000);
	fl_node_uses_take(uses, &two->graph);
	assert_int_equal(uses->nodes[0].cycles - before, 1000);
	free(uses);
	free(two);
}

static void counts_the_work_of_a_source_that_had_nothing(void **state)
{
	struct two_nodes *two = two_nodes_create();
	struct fl_node_uses *uses = fl_node_uses_create(&two->graph);

	(void)state;
	count(&two->nodes[0], 0, 60);
	fl_node_uses_take(uses, &two->graph);
	assert_int_equal(uses->nodes[0].packets, 0);
	assert_int_equal(uses->nodes[0].cycles, 60);
	free(uses);
	free(two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_up_what_each_node_counted_and_takes_it_back),
		cmocka_unit_test(counts_a_stall_only_up_to_what_is_usual),
		cmocka_unit_test(takes_a_real_change_in_full_before_long),
		cmocka_unit_test(counts_the_work_of_a_source_that_had_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
