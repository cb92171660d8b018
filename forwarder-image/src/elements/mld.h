// Reports of multicast listener discovery, version 2 (RFC 3810): switches that snoop pass multicast on to those alone who say that
// they listen, and neighbour solicitations are multicast.
#pragma once
#include <rte_mbuf.h>

#include "elements/ip_interface.h"

enum fl_mld_record {                       // 5.2.12
	FL_MLD_MODE_IS_EXCLUDE = 2,        // the answer to a query
	FL_MLD_CHANGE_TO_EXCLUDE_MODE = 4, // unasked, when listening begins
};

// A report of all groups that the interface is a member of, but all nodes (6), in a frame of pool; NULL: no buffer. Any thread.
struct rte_mbuf *fl_mld_report_create(
	struct rte_mempool *pool, const struct fl_ip_interface *interface, enum fl_mld_record record);
