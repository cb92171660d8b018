// Which interfaces are inputs of one path: those whose packets reach the same joining element.
#include "elements/click/router.h"

// Whether a joining element is behind both.
static bool meet(const struct fl_click_router *router, const bool *a, const bool *b)
{
	for (uint32_t i = 0; i < router->element_count; i++)
		if (a[i] && b[i] && router->elements[i].class_->sharing == FL_CLICK_JOINING)
			return true;
	return false;
}

static void merge(struct fl_click_router *router, uint32_t a, uint32_t b)
{
	const uint32_t low = RTE_MIN(a, b), high = RTE_MAX(a, b);

	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++)
		if (router->firsts[i] == high)
			router->firsts[i] = low;
}

void fl_click_paths_join(struct fl_click_router *router)
{
	bool reached[FL_INTERFACES_MAX][FL_CLICK_ELEMENTS_MAX] = {{false}};

	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++) {
		router->firsts[i] = i;
		if (router->sources[i] < 0)
			continue;
		fl_click_graph_reach(router, (uint16_t)router->sources[i], reached[i]);
		for (uint32_t j = 0; j < i; j++)
			if (meet(router, reached[i], reached[j]))
				merge(router, router->firsts[i], router->firsts[j]);
	}
}
