#include "elements/bridge.h"

#include "elements/catalogue.h"
#include "elements/drops.h"

static const char *const nodes[] = {"bridge_cross", NULL};

const struct fl_forwarding_ops fl_bridge_ops = {
	.name = "bridge",
	.nodes = nodes,
	.drop_names = fl_drop_names,
	.node_owner = fl_element_node_owner,
};
