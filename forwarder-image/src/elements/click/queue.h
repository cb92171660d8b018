// Queue, seen by elements that measure it.
#pragma once
#include "elements/click/instance.h"

// Packets in it. Worker.
uint32_t fl_click_queue_length(const struct fl_click_instance *queue);
