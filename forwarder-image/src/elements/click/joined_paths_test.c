// Which interfaces are inputs of one path: by the cases that the operator's InterfacePathsTest reads too.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

enum { CASE_SIZE = 2048, LINE_SIZE = 256 };

struct joined_case {
	char name[LINE_SIZE], paths[LINE_SIZE], graph[CASE_SIZE];
};

// The next case; false at the end of the file.
static bool case_read(FILE *file, struct joined_case *next)
{
	char line[LINE_SIZE];

	memset(next, 0, sizeof(*next));
	while (fgets(line, sizeof(line), file) != NULL && (next->graph[0] == '\0' || line[0] != '\n')) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			snprintf(next->name, sizeof(next->name), "%s", line + 2);
		else if (strncmp(line, "paths: ", 7) == 0)
			snprintf(next->paths, sizeof(next->paths), "%s", line + 7);
		else if (line[0] != '\0' && line[0] != '/')
			snprintf(next->graph + strlen(next->graph), sizeof(next->graph) - strlen(next->graph), "%s%s",
				next->graph[0] == '\0' ? "" : "\n", line);
	}
	return next->graph[0] != '\0';
}

// As the cases are written: "a c | b | d".
static void paths_write(const struct lab *lab, char *text, size_t size)
{
	text[0] = '\0';
	for (uint32_t first = 0; first < LAB_CLICK_INTERFACES; first++) {
		if (lab->ops->path_first(lab->state, first) != first)
			continue;
		snprintf(text + strlen(text), size - strlen(text), "%s%c", first == 0 ? "" : " | ", 'a' + (int)first);
		for (uint32_t i = first + 1; i < LAB_CLICK_INTERFACES; i++)
			if (lab->ops->path_first(lab->state, i) == first)
				snprintf(text + strlen(text), size - strlen(text), " %c", 'a' + (int)i);
	}
}

static void paths_are_as_the_operator_makes_them(void **state)
{
	FILE *file = fopen(*state, "r");
	struct joined_case next;
	int count = 0;

	assert_non_null(file);
	for (; case_read(file, &next); count++) {
		char paths[LINE_SIZE];
		struct lab lab;

		print_message("%s\n", next.name);
		lab_click_open(&lab, next.graph);
		paths_write(&lab, paths, sizeof(paths));
		assert_string_equal(paths, next.paths);
		lab_click_close(&lab);
	}
	fclose(file);
	assert_int_equal(count, 7);
}

// The last argument is the file of cases.
int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(paths_are_as_the_operator_makes_them, argv[argc - 1])};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
