#include "core/config_click.h"

#include <stdlib.h>
#include <string.h>

struct fl_config_click *fl_config_click_reference(struct fl_config_click *click)
{
	if (click != NULL)
		click->references++;
	return click;
}

static void argument_fini(struct fl_config_argument *argument)
{
	for (uint32_t i = 0; argument->values != NULL && i < argument->count; i++)
		free(argument->values[i]);
	free(argument->values);
}

void fl_config_click_release(struct fl_config_click *click)
{
	if (click == NULL || --click->references > 0)
		return;
	for (uint32_t i = 0; i < click->element_count; i++) {
		struct fl_config_element *element = &click->elements[i];

		for (uint32_t j = 0; j < element->argument_count; j++)
			argument_fini(&element->arguments[j]);
		free(element->arguments);
	}
	free(click->elements);
	free(click->connections);
	free(click);
}

static bool argument_equal(const struct fl_config_argument *a, const struct fl_config_argument *b)
{
	if (strcmp(a->name, b->name) != 0 || a->is_list != b->is_list || a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	return true;
}

static bool element_equal(const struct fl_config_element *a, const struct fl_config_element *b)
{
	if (strcmp(a->name, b->name) != 0 || strcmp(a->class_name, b->class_name) != 0 ||
		a->argument_count != b->argument_count)
		return false;
	for (uint32_t i = 0; i < a->argument_count; i++)
		if (!argument_equal(&a->arguments[i], &b->arguments[i]))
			return false;
	return true;
}

bool fl_config_click_equal(const struct fl_config_click *a, const struct fl_config_click *b)
{
	if (a == NULL || b == NULL || a == b)
		return a == b;
	if (a->element_count != b->element_count || a->connection_count != b->connection_count)
		return false;
	for (uint32_t i = 0; i < a->element_count; i++)
		if (!element_equal(&a->elements[i], &b->elements[i]))
			return false;
	return a->connection_count == 0 ||
	       memcmp(a->connections, b->connections, a->connection_count * sizeof(*a->connections)) == 0;
}
