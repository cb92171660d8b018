// Routers on devices of DPDK's drivers, here net_null's: they are started with the router's buffers, and may not start.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include <errno.h>
#include <rte_bus_vdev.h>
#include <stdio.h>

#include "core/testing/document.h"
#include "core/testing/rig.h"

static uint64_t generation;

// net_null1 copies a packet of its size when its queue is made: there is no memory for that one.
static int devices_make(void **state)
{
	int result = rig_start(state);

	if (result == 0)
		result = rte_vdev_init("net_null0", "size=64");
	return result == 0 ? rte_vdev_init("net_null1", "size=2000000000") : result;
}

// A router from one device to another.
static void apply(struct rig *rig, const char *from, const char *to)
{
	const char *devices[] = {from, to};
	struct fl_config *config = document_create("functions", ++generation);

	document_add(config, "r", generation, 0, 1000);
	for (uint32_t i = 0; i < config->device_count; i++) {
		struct fl_config_device *device = &config->devices[i];

		device->kind = FL_DEVICE_SRIOV;
		snprintf(device->pci_address, sizeof(device->pci_address), "%s", devices[i]);
	}
	rig_apply(rig, config);
}

static int start_error(struct rig *rig, uint32_t interface)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	int error = report.routers[0].interfaces[interface].start_error;
	fl_report_fini(&report);
	return error;
}

static void reports_which_device_does_not_start_and_why(void **state)
{
	apply(*state, "net_null0", "net_null1");
	assert_int_equal(start_error(*state, 0), 0);
	assert_int_equal(start_error(*state, 1), -ENOMEM);
}

// The order of interfaces changes, and with it the place of the error.
static void tries_again_with_the_next_generation(void **state)
{
	apply(*state, "net_null1", "net_null0");
	assert_int_equal(start_error(*state, 0), -ENOMEM);
	assert_int_equal(start_error(*state, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_which_device_does_not_start_and_why),
		cmocka_unit_test(tries_again_with_the_next_generation),
	};

	return cmocka_run_group_tests(tests, devices_make, rig_stop);
}
