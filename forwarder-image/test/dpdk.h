// DPDK for a test program of its own: ordinary memory, no devices, nothing shared with other processes, so that
// several tests may run at once.
#pragma once

// Once a process, before anything of DPDK. Fails the test with DPDK's reason.
void dpdk_start(void);
