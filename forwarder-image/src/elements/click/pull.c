#include "elements/click/pull.h"

#include <rte_cycles.h>

static struct rte_mbuf *root_pull(struct fl_click_instance *root)
{
	return root->class_->pull != NULL ? root->class_->pull(root, true) : fl_click_pull(root, 0, true);
}

void fl_click_tree_decide(struct fl_click_tree *tree)
{
	struct fl_path *path = tree->root->path;
	uint16_t left = fl_path_pull_part(path, tree->index);

	if (tree->serial == path->serial)
		return;
	tree->serial = path->serial;
	tree->now = rte_rdtsc();
	for (; left > 0 && root_pull(tree->root) != NULL; left--)
		path->pulled++;
}

void fl_click_pull_later(struct fl_click_instance *instance, double cycles)
{
	struct fl_path *path = instance->path;
	uint64_t due = instance->links->tree->now + (uint64_t)cycles;

	path->due_cycles = RTE_MIN(path->due_cycles, due);
}
