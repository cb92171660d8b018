#include "control/capabilities.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

int fl_capabilities_restrict(bool *packet_sockets)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
	const uint32_t net_raw = UINT32_C(1) << CAP_NET_RAW;
	*packet_sockets = false;
	if (syscall(SYS_capget, &header, sets) != 0)
		return -errno;
	uint32_t kept = sets[0].permitted & net_raw;
	sets[0] = (struct __user_cap_data_struct){.effective = kept, .permitted = kept};
	sets[1] = (struct __user_cap_data_struct){0};
	if (syscall(SYS_capset, &header, sets) != 0)
		return -errno;
	*packet_sockets = kept != 0;
	return 0;
}
