// The kind "bridge": two interfaces, crosswise. It has no state.
#pragma once
#include "core/forwarding.h"

extern const struct fl_forwarding_ops fl_bridge_ops;
