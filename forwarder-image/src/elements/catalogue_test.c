#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <rte_graph.h>

#include "core/forwarding.h"
#include "elements/catalogue.h"
#include "elements/click/class.h"

static void every_element_is_a_registered_node(void **state)
{
	(void)state;
	for (const struct fl_element *const *element = fl_catalogue_get(); *element != NULL; element++)
		if (rte_node_from_name((*element)->node) == RTE_NODE_ID_INVALID)
			fail_msg("no node %s", (*element)->node);
}

static bool is_of_click_class(const char *node)
{
	for (const struct fl_click_class *const *class_ = fl_click_classes(); *class_ != NULL; class_++)
		if (strcmp((*class_)->node, node) == 0 ||
			((*class_)->source_node != NULL && strcmp((*class_)->source_node, node) == 0))
			return true;
	return false;
}

static void every_node_is_in_the_catalogue(void **state)
{
	(void)state;
	for (rte_node_t id = 0; id < rte_node_max_count(); id++) {
		const struct fl_element *const *element = fl_catalogue_get();
		const char *node = rte_node_id_to_name(id);

		while (*element != NULL && strcmp((*element)->node, node) != 0)
			element++;
		if (*element == NULL && !is_of_click_class(node))
			fail_msg("%s is not in the catalogue", node);
	}
}

static void every_drop_reason_belongs_to_an_element(void **state)
{
	(void)state;
	for (int i = 0; i < FL_DROP_COUNT; i++) {
		bool found = false;

		for (const struct fl_element *const *element = fl_catalogue_get(); *element != NULL; element++)
			found = found || strncmp(fl_drop_names[i], (*element)->node, strlen((*element)->node)) == 0;
		if (!found)
			fail_msg("%s belongs to no element", fl_drop_names[i]);
	}
	assert_null(fl_drop_names[FL_DROP_COUNT]);
}

static void to_device_drops_under_the_first_reason(void **state)
{
	(void)state;
	assert_string_equal(fl_drop_names[0], "to_device_full");
	assert_ptr_equal(fl_forwarding_get(FL_FORWARDING_BRIDGE)->drop_names, fl_drop_names);
	assert_ptr_equal(fl_forwarding_get(FL_FORWARDING_IP_ROUTER)->drop_names, fl_drop_names);
}

static void writes_the_documented_json(void **state)
{
	static char text[1 << 18];
	size_t length = fl_catalogue_json(text, sizeof(text));

	(void)state;
	assert_int_equal(length, strlen(text));
	assert_non_null(strstr(text,
		"{\"name\": \"DecIPTTL\", \"node\": \"dec_ip_ttl\", \"sharing\": \"perPath\", \"summary\": "
		"\"Takes one from the TTL of each forwarded datagram and refuses those that have expired.\", "
		"\"drops\": [\"expired\"]}"));
	assert_non_null(strstr(text, "\"node\": \"ip_lookup\", \"sharing\": \"shared\""));
	assert_non_null(strstr(text, "\"drops\": [\"no_route\", \"broadcast\"]"));
	assert_int_equal(strncmp(text, "{\"elements\": [", 14), 0);
	assert_string_equal(text + length - 3, "\n]}");
}

static void measures_what_does_not_fit(void **state)
{
	static char text[1 << 18];
	char cut[100];
	size_t length = fl_catalogue_json(text, sizeof(text));

	(void)state;
	assert_int_equal(fl_catalogue_json(NULL, 0), length);
	assert_int_equal(fl_catalogue_json(cut, sizeof(cut)), length);
	assert_int_equal(strlen(cut), sizeof(cut) - 1);
	assert_memory_equal(cut, text, sizeof(cut) - 1);
}

static void tells_which_element_a_node_is_of(void **state)
{
	static const char *const expected[][3] = {{"dec_ip_ttl", "dec_ip_ttl", "DecIPTTL"},
		{"from_device-ipRouter", "from_device", "FromDevice"}, {"drop", "drop", "Discard"},
		{"other", "other", "other"}};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(expected); i++) {
		struct rte_node node = {0};

		strcpy(node.name, expected[i][0]);
		struct fl_node_owner owner = fl_element_node_owner(NULL, &node);
		assert_string_equal(owner.name, expected[i][1]);
		assert_string_equal(owner.class_name, expected[i][2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_which_element_a_node_is_of),
		cmocka_unit_test(every_element_is_a_registered_node),
		cmocka_unit_test(every_node_is_in_the_catalogue),
		cmocka_unit_test(every_drop_reason_belongs_to_an_element),
		cmocka_unit_test(to_device_drops_under_the_first_reason),
		cmocka_unit_test(writes_the_documented_json),
		cmocka_unit_test(measures_what_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
