// The kinds of forwarding there are.
#include "core/forwarding.h"
#include "elements/bridge.h"
#include "elements/click/router.h"
#include "elements/ip_router.h"

const struct fl_forwarding_ops *fl_forwarding_get(enum fl_forwarding_kind kind)
{
	switch (kind) {
	case FL_FORWARDING_BRIDGE:
		return &fl_bridge_ops;
	case FL_FORWARDING_CLICK:
		return &fl_click_ops;
	default:
		return &fl_ip_router_ops;
	}
}
