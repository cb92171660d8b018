// Click graphs as a whole: what is refused and why, and that packets go where the graph says.
#include <rte_malloc.h>
#include <rte_memzone.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/click/class.h"
#include "elements/testing/click_lab.h"

#define IN_OUT "in = FromDevice; DEVNAME: a\nout = ToDevice; DEVNAME: b\n"
#define ELEMENT(index) "forwarding.click.elements[" #index "]"
#define CONNECTION(index) "forwarding.click.connections[" #index "]"

static void a_packet_goes_from_interface_to_interface_through_the_elements(void **state)
{
	struct rte_mbuf *frame, *sent;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN_OUT "cnt = Counter\nin 0 > cnt 0\ncnt 0 > out 0");
	frame = lab_click_frame(&lab);
	lab_put(&lab, LAB_A, frame);
	sent = lab_take(&lab, LAB_B);
	assert_ptr_equal(sent, frame);
	assert_int_equal(lab_click_counter(&lab, "cnt", "packets"), 1);
	assert_int_equal(lab_click_counter(&lab, "cnt", "bytes"), 14 + 28 + FRAME_PAYLOAD);
	rte_pktmbuf_free(sent);
	lab_click_close(&lab);
}

static void figures_are_summed_over_the_paths(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(
		&lab, IN_OUT "in2 = FromDevice; DEVNAME: b\ncnt = Counter\nin 0 > cnt 0\nin2 0 > cnt 0\ncnt 0 > out 0");
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	lab_put(&lab, LAB_B, lab_click_frame(&lab));
	lab_put(&lab, LAB_B, lab_click_frame(&lab));
	assert_int_equal(lab_click_counter(&lab, "cnt", "packets"), 3);
	lab_click_close(&lab);
}

static void what_no_from_device_reads_is_dropped(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN_OUT "in 0 > out 0");
	lab_put(&lab, LAB_C, lab_click_frame(&lab));
	lab_assert_silent(&lab);
	assert_int_equal(lab_click_drops(&lab, "from_device_unread"), 1);
	lab_click_close(&lab);
}

static void an_element_that_no_packet_of_a_path_reaches_is_not_in_it(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN_OUT "in2 = FromDevice; DEVNAME: b\ncnt = Counter\nnone = Discard\n"
				    "in 0 > cnt 0\ncnt 0 > out 0\nin2 0 > none 0");
	lab_put(&lab, LAB_B, lab_click_frame(&lab));
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	assert_int_equal(lab_click_counter(&lab, "cnt", "packets"), 1);
	assert_int_equal(lab_click_drops(&lab, "discard"), 1);
	lab_click_close(&lab);
}

static void says_what_is_wrong_with_a_graph_and_where(void **state)
{
	static const struct {
		const char *text, *refusal;
	} broken[] = {
		{"x = Nothing", ELEMENT(0) ": Nothing is no class of the catalogue (GET /v1/elements)"},
		{IN_OUT "in 0 > out 1\nin 0 > out 0", ELEMENT(1) ": out has no input port 1: it has 1"},
		{IN_OUT "in 0 > out 0\nin 1 > out 0", ELEMENT(0) ": in has no output port 1: it has 1"},
		{IN_OUT "c = Counter\nin 0 > c 0\nc 0 > out 0\nin 0 > out 0",
			CONNECTION(2) ": output port 0 of in is connected already: a Tee copies packets"},
		{IN_OUT "c = Counter\nin 0 > out 0\nc 0 > c 0", CONNECTION(1) ": c leads to itself"},
		{IN_OUT "c = Counter\nin 0 > out 0\nc 0 > out 0", ELEMENT(2) ": input port 0 of c is not connected"},
		{IN_OUT "c = Counter\nin 0 > c 0", ELEMENT(1) ": input port 0 of out is not connected"},
		{IN_OUT "c = Counter\nd = Counter\nin 0 > out 0\nc 0 > d 0\nd 0 > c 0",
			ELEMENT(2) ": no packet can reach c"},
		{"in = FromDevice; DEVNAME: a\nc = Counter\nd = Counter\nin 0 > c 0\nc 0 > d 0\nd 0 > c 0",
			ELEMENT(1) ": c is on a cycle, or behind one, in which a packet can go round for ever: it "
				   "needs an element "
				   "like ICMPError that answers what is no answer"},
		{IN_OUT "in2 = FromDevice; DEVNAME: a\nin 0 > out 0\nin2 0 > out 0",
			ELEMENT(2) ": in2 reads the interface of in: an interface is read once"},
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++)
		assert_string_equal(lab_click_refusal(broken[i].text), broken[i].refusal);
}

static void says_what_is_wrong_with_an_argument_and_where(void **state)
{
	static const char arguments[] = ELEMENT(1) ".arguments";
	static const struct {
		const char *element, *refusal;
	} broken[] = {
		{"Strip", ".LENGTH: is missing: Strip needs it"},
		{"Strip; LENGTH: 14; SPEED: 1", ".SPEED: Strip has no such parameter"},
		{"Strip; LENGTH: -1", ".LENGTH: \"-1\" must be a whole number from 0 to 1500"},
		{"Strip; LENGTH: 1501", ".LENGTH: \"1501\" must be a whole number from 0 to 1500"},
		{"Strip; LENGTH: 0x", ".LENGTH: \"0x\" must be a whole number from 0 to 1500"},
		{"Strip; LENGTH[]: 14", ".LENGTH: must be a text: it takes one value"},
		{"EtherEncap; ETHERTYPE: 0x800; SRC: z:eth; DST: 02:00:00:00:00:01",
			".SRC: \"z:eth\" must be an Ethernet address like 02:00:00:00:00:01, or INTERFACE:eth"},
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		char expected[256];

		snprintf(expected, sizeof(expected), "%s%s", arguments, broken[i].refusal);
		assert_string_equal(lab_click_element_refusal(broken[i].element, 1), expected);
	}
}

// A graph that is different each time: a chain of elements of random classes, in a random number of paths.
static char *random_graph(unsigned int *seed)
{
	static const char *const classes[] = {"Counter", "Strip; LENGTH: 1", "Unstrip; LENGTH: 1", "Tee"};
	static const char *const interfaces[] = {"a", "b", "c", "d"};
	int paths = 1 + rand_r(seed) % 4, length = 1 + rand_r(seed) % 12;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	for (int i = 0; i < paths; i++)
		fprintf(file, "in%d = FromDevice; DEVNAME: %s\n", i, interfaces[i]);
	for (int i = 0; i < length; i++)
		fprintf(file, "x%d = %s\n", i, classes[rand_r(seed) % (int)RTE_DIM(classes)]);
	fprintf(file, "out = ToDevice; DEVNAME: b\n");
	for (int i = 0; i < paths; i++)
		fprintf(file, "in%d 0 > x%d 0\n", i, 0);
	for (int i = 0; i + 1 < length; i++)
		fprintf(file, "x%d 0 > x%d 0\n", i, i + 1);
	fprintf(file, "x%d 0 > out 0\n", length - 1);
	fclose(file);
	return text;
}

static void zone_count(const struct rte_memzone *zone, void *count)
{
	(void)zone;
	(*(unsigned int *)count)++;
}

static size_t heap_used(void)
{
	struct rte_malloc_socket_stats stats;

	assert_int_equal(rte_malloc_get_socket_stats(0, &stats), 0);
	return stats.heap_allocsz_bytes;
}

static void thousands_of_graphs_leave_nothing_behind(void **state)
{
	enum { WARM_UP = 200, GRAPHS = 2200 };
	unsigned int seed = 7, zones[2] = {0};
	size_t heap[2] = {0};
	rte_node_t nodes[2] = {0};

	(void)state;
	for (int i = 0; i < GRAPHS; i++) {
		char *text = random_graph(&seed);
		struct lab lab;

		lab_click_open(&lab, text);
		lab_put(&lab, LAB_A, lab_click_frame(&lab));
		lab_click_close(&lab);
		free(text);
		if (i == WARM_UP || i == GRAPHS - 1) {
			int round = i != WARM_UP;

			rte_memzone_walk(zone_count, &zones[round]);
			nodes[round] = rte_node_max_count();
			heap[round] = heap_used();
		}
	}
	// Few more nodes than after the first hundreds, which need not have had as many of one class at once.
	assert_in_range(nodes[1], nodes[0], nodes[0] + 40);
	assert_int_equal(zones[0], zones[1]);
	assert_int_equal(heap[0], heap[1]);
}

static void a_refused_graph_leaves_nothing_behind(void **state)
{
	size_t before = heap_used();
	rte_node_t nodes = rte_node_max_count();

	(void)state;
	for (int i = 0; i < 100; i++)
		lab_click_refusal(IN_OUT "s = Strip; LENGTH: 14\nc = Counter\nin 0 > s 0\ns 0 > out 0\nc 0 > out 0");
	assert_int_equal(heap_used(), before);
	assert_int_equal(rte_node_max_count(), nodes);
}

static void every_class_has_a_place_for_each_drop_reason(void **state)
{
	(void)state;
	for (const struct fl_click_class *const *class_ = fl_click_classes(); *class_ != NULL; class_++)
		for (uint16_t i = 0; (*class_)->drops != NULL && (*class_)->drops[i] != NULL; i++) {
			uint16_t place = fl_click_drop_base(*class_) + i;

			assert_in_range(place, 0, FL_DROP_REASONS_MAX - 1);
			assert_string_equal(fl_click_drop_names_all[place], (*class_)->drops[i]);
			assert_true(place == 0 || strcmp(fl_click_drop_names_all[place - 1], (*class_)->drops[i]) != 0);
		}
	assert_string_equal(fl_click_drop_names_all[0], "to_device_full");
	assert_null(fl_click_drop_names_all[FL_DROP_REASONS_MAX]);
}

static void each_node_is_a_part_of_an_element_of_the_document(void **state)
{
	static const char *const expected[][2] = {
		{"in", "FromDevice"}, {"q", "Queue"}, {"out", "ToDevice"}, {"drop", "Discard"}};
	uint32_t found[RTE_DIM(expected)] = {0};
	rte_graph_off_t offset;
	rte_node_t i;
	struct rte_node *node;
	struct lab lab;

	(void)state;
	lab_click_open(
		&lab, "in = FromDevice; DEVNAME: a\nq = Queue\nout = ToDevice; DEVNAME: b\nin 0 > q 0\nq 0 > out 0");
	rte_graph_foreach_node(i, offset, lab.paths[LAB_A].graph, node)
	{
		struct fl_node_owner owner = lab.ops->node_owner(lab.state, node);

		for (size_t j = 0; j < RTE_DIM(expected); j++)
			found[j] += strcmp(owner.name, expected[j][0]) == 0 &&
				    strcmp(owner.class_name, expected[j][1]) == 0;
	}
	assert_int_equal(i, 5);
	assert_int_equal(found[0], 1);
	assert_int_equal(found[1], 2); // one that takes in, one that lets go
	assert_int_equal(found[2], 1);
	assert_int_equal(found[3], 1);
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_node_is_a_part_of_an_element_of_the_document),
		cmocka_unit_test(a_packet_goes_from_interface_to_interface_through_the_elements),
		cmocka_unit_test(figures_are_summed_over_the_paths),
		cmocka_unit_test(what_no_from_device_reads_is_dropped),
		cmocka_unit_test(an_element_that_no_packet_of_a_path_reaches_is_not_in_it),
		cmocka_unit_test(says_what_is_wrong_with_a_graph_and_where),
		cmocka_unit_test(says_what_is_wrong_with_an_argument_and_where),
		cmocka_unit_test(every_class_has_a_place_for_each_drop_reason),
		cmocka_unit_test(a_refused_graph_leaves_nothing_behind),
		cmocka_unit_test(thousands_of_graphs_leave_nothing_behind),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
