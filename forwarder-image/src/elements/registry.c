// The kinds of forwarding there are.
#include "core/forwarding.h"
#include "elements/bridge.h"
#include "elements/ip_router.h"

const struct fl_forwarding_ops *fl_forwarding_get(enum fl_forwarding_kind kind)
{
	return kind == FL_FORWARDING_BRIDGE ? &fl_bridge_ops : &fl_ip_router_ops;
}
