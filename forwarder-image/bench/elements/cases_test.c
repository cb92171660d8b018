// That every class of the catalogue is measured, and on packets that it does its work on.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/elements/rig.h"
#include "core/path.h"
#include "elements/click/class.h"

static void every_class_of_the_catalogue_has_a_case(void **state)
{
	const struct fl_click_class *const *classes = fl_click_classes();
	const struct bench_case *cases;
	size_t count, i;

	(void)state;
	cases = bench_cases(&count);
	for (i = 0; classes[i] != NULL; i++) {
		if (i >= count || strcmp(cases[i].class_name, classes[i]->name) != 0)
			fail_msg("case %zu is not of %s: bench/elements/cases.c has one for each class, in order", i,
				classes[i]->name);
	}
	assert_int_equal(i, count);
}

// Packets that x drops for a reason would be a measurement of that.
static void nothing_is_dropped_but_on_purpose(const struct lab *lab)
{
	for (uint16_t i = 0; lab->ops->drop_names[i] != NULL; i++) {
		const char *name = lab->ops->drop_names[i];

		if (strcmp(name, "discard") != 0 && strcmp(name, "icmp_error") != 0 && lab_drops(lab, i) != 0)
			fail_msg("%llu packets were dropped as %s", (unsigned long long)lab_drops(lab, i), name);
	}
}

static void every_case_carries_its_packets_through_an_element_of_its_class(void **state)
{
	enum { WALKS = 4 };
	const struct bench_case *cases;
	size_t count;

	(void)state;
	cases = bench_cases(&count);
	for (size_t i = 0; i < count; i++) {
		struct bench_rig rig;

		bench_rig_open(&rig, cases[i].graph, cases[i].frames, cases[i].without != NULL);
		bench_rig_walk(&rig); // queues let go in the next walk
		for (int j = 0; j < WALKS; j++) {
			struct bench_walk walk = bench_rig_walk(&rig);

			if (walk.packets != FL_BURST_MAX || walk.cycles == 0)
				fail_msg("%u packets came to %s", walk.packets, cases[i].class_name);
		}
		for (uint32_t j = 0; j < rig.lab.config.click->element_count; j++)
			if (strcmp(rig.lab.config.click->elements[j].name, "x") == 0)
				assert_string_equal(rig.lab.config.click->elements[j].class_name, cases[i].class_name);
		nothing_is_dropped_but_on_purpose(&rig.lab);
		bench_rig_close(&rig);
	}
}

static void what_is_taken_off_is_of_a_graph_that_carries_as_many_packets(void **state)
{
	const struct bench_case *cases;
	size_t count;

	(void)state;
	cases = bench_cases(&count);
	for (size_t i = 0; i < count; i++) {
		struct bench_rig rig;

		if (cases[i].without == NULL)
			continue;
		bench_rig_open(&rig, cases[i].without, cases[i].frames, true);
		bench_rig_walk(&rig);
		assert_true(bench_rig_walk(&rig).cycles > 0);
		assert_int_equal(lab_click_drops(&rig.lab, "discard"), FL_BURST_MAX);
		bench_rig_close(&rig);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_class_of_the_catalogue_has_a_case),
		cmocka_unit_test(every_case_carries_its_packets_through_an_element_of_its_class),
		cmocka_unit_test(what_is_taken_off_is_of_a_graph_that_carries_as_many_packets),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
