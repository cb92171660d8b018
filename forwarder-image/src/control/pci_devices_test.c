// What a device plugin says by environment variables.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include "control/pci_devices.h"

static char addresses[FL_PCI_DEVICES_MAX][FL_PCI_ADDRESS_SIZE];
static char error[256];

static void finds_the_devices_of_every_resource(void **state)
{
	const char *environment[] = {"PATH=/bin", "PCIDEVICE_INTEL_COM_VF_A=0000:21:10.0,0000:21:10.4",
		"PCIDEVICE_INTEL_COM_VF_B=0001:41:10.2", NULL};

	(void)state;
	assert_int_equal(fl_pci_devices_find(environment, addresses, error, sizeof(error)), 3);
	assert_string_equal(addresses[0], "0000:21:10.0");
	assert_string_equal(addresses[1], "0000:21:10.4");
	assert_string_equal(addresses[2], "0001:41:10.2");
}

static void finds_none_where_none_was_allocated(void **state)
{
	const char *environment[] = {"PATH=/bin", "PCIDEVICE=0000:21:10.0", NULL};

	(void)state;
	assert_int_equal(fl_pci_devices_find(environment, addresses, error, sizeof(error)), 0);
}

static void reads_no_further_information_as_addresses(void **state)
{
	const char *environment[] = {
		"PCIDEVICE_INTEL_COM_VF_INFO={\"0000:21:10.0\":{}}", "PCIDEVICE_INTEL_COM_VF=0000:21:10.0", NULL};

	(void)state;
	assert_int_equal(fl_pci_devices_find(environment, addresses, error, sizeof(error)), 1);
}

static void takes_a_device_of_two_resources_once(void **state)
{
	const char *environment[] = {"PCIDEVICE_A=0000:21:10.0", "PCIDEVICE_B=0000:21:10.0,0000:21:10.0", NULL};

	(void)state;
	assert_int_equal(fl_pci_devices_find(environment, addresses, error, sizeof(error)), 1);
}

static void says_what_is_no_address(void **state)
{
	const char *environment[] = {"PCIDEVICE_A=0000:21:10.0,--vdev=net_null", NULL};

	(void)state;
	assert_true(fl_pci_devices_find(environment, addresses, error, sizeof(error)) < 0);
	assert_non_null(strstr(error, "\"--vdev=net_null\" is no PCI address like 0000:3b:02.1"));
}

static void says_when_there_are_too_many(void **state)
{
	static char text[32 + (FL_PCI_DEVICES_MAX + 1) * FL_PCI_ADDRESS_SIZE] = "PCIDEVICE_A=";
	const char *environment[] = {text, NULL};

	(void)state;
	for (unsigned int i = 0; i <= FL_PCI_DEVICES_MAX; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "0000:%02x:00.0,", i);
	assert_true(fl_pci_devices_find(environment, addresses, error, sizeof(error)) < 0);
	assert_non_null(strstr(error, "more than 128 devices"));
}

static void knows_an_address_when_it_sees_one(void **state)
{
	static const char *const bad[] = {"", "21:10.0", "0000:21:10", "0000:21:10.8", "0000:21:10.00", "0000:2g:10.0",
		"0000:21:1.0", "00000000:21:10.0", "0000:21:10.0 "};

	(void)state;
	assert_true(fl_pci_address_valid("0000:21:10.7"));
	assert_true(fl_pci_address_valid("10000:e1:00.0"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(fl_pci_address_valid(bad[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_devices_of_every_resource),
		cmocka_unit_test(finds_none_where_none_was_allocated),
		cmocka_unit_test(reads_no_further_information_as_addresses),
		cmocka_unit_test(takes_a_device_of_two_resources_once),
		cmocka_unit_test(says_what_is_no_address),
		cmocka_unit_test(says_when_there_are_too_many),
		cmocka_unit_test(knows_an_address_when_it_sees_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
