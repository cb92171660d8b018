#include "dpdk.h"

#include <rte_eal.h>
#include <rte_errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void dpdk_start(void)
{
	static char program[] = "test", huge[] = "--no-huge", shared[] = "--no-shconf", size[] = "-m", mib[] = "128",
		    pci[] = "--no-pci", telemetry[] = "--no-telemetry", iova[] = "--iova-mode=va",
		    level[] = "--log-level=warning", lcore[] = "--lcores=0";
	char *arguments[] = {program, huge, shared, size, mib, pci, telemetry, iova, level, lcore, NULL};

	if (rte_eal_init((int)(sizeof(arguments) / sizeof(arguments[0])) - 1, arguments) < 0)
		fail_msg("rte_eal_init: %s", rte_strerror(rte_errno));
}
