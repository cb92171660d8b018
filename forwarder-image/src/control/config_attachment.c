// What makes an interface one of several on its device: MAC and VLAN, and who may use a device with whom.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/config_parts.h"

enum { VLAN_MIN = 1, VLAN_MAX = 4094, MAC_TEXT_LENGTH = 17 };

static bool mac_read(const char *text, uint8_t mac[FL_MAC_BYTES])
{
	if (strlen(text) != MAC_TEXT_LENGTH)
		return false;
	for (size_t i = 0; i < MAC_TEXT_LENGTH; i++)
		if (i % 3 == 2 ? text[i] != ':' : !isxdigit((unsigned char)text[i]))
			return false;
	for (size_t i = 0; i < FL_MAC_BYTES; i++)
		mac[i] = (uint8_t)strtoul(text + 3 * i, NULL, 16);
	return true;
}

static bool mac_parse(const struct fl_json *json, uint8_t mac[FL_MAC_BYTES])
{
	static const uint8_t none[FL_MAC_BYTES];
	const char *text;

	if (!fl_json_string(json, &text))
		return false;
	if (!mac_read(text, mac)) {
		fl_json_problem(json, "\"%.40s\" is not of the form 02:00:00:00:00:01", text);
		return false;
	}
	if ((mac[0] & 1) != 0 || memcmp(mac, none, sizeof(none)) == 0) {
		fl_json_problem(json,
			"%s is no address of one station: its first byte must be even, and not all of them 00", text);
		return false;
	}
	return true;
}

// False: it is unusable; a problem was listed.
static bool place_parse(const struct fl_json *mac, const struct fl_json *vlan, struct fl_config_interface *interface)
{
	int64_t id = 0;
	bool good = mac_parse(mac, interface->mac);

	if (fl_json_present(vlan))
		good &= fl_json_integer(vlan, VLAN_MIN, VLAN_MAX, "VLAN", &id);
	interface->vlan = (uint16_t)id;
	return good;
}

static void place_refuse(const struct fl_json *json)
{
	if (fl_json_present(json))
		fl_json_problem(json, "only an interface of a shared device has it: leave it out");
}

// The device and the place on it as one word: unique among those of all interfaces.
static void place_claim(
	const struct fl_json *json, struct fl_config_scope *scope, const struct fl_config_interface *interface)
{
	const uint8_t *byte = interface->mac;
	char key[FL_NAME_SIZE + 40];

	snprintf(key, sizeof(key), "%s %02x:%02x:%02x:%02x:%02x:%02x %u", interface->device, byte[0], byte[1], byte[2],
		byte[3], byte[4], byte[5], interface->vlan);
	if (!fl_config_scope_add(scope, scope->used_devices, key))
		fl_json_problem(json, "another interface of device \"%s\" has the same MAC in the same VLAN",
			interface->device);
}

void fl_config_attachment_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_interface *interface)
{
	struct fl_json device = fl_json_field(json, "device"), mac = fl_json_field(json, "mac");
	struct fl_json vlan = fl_json_field(json, "vlan");

	if (!fl_json_word(&device, interface->device, sizeof(interface->device)))
		return;
	if (json_object_get(scope->devices, interface->device) == NULL) {
		fl_json_problem(&device, "\"%s\" is none of the devices of this document", interface->device);
	} else if (json_object_get(scope->shared_devices, interface->device) != NULL) {
		if (place_parse(&mac, &vlan, interface))
			place_claim(&mac, scope, interface);
	} else {
		place_refuse(&mac);
		place_refuse(&vlan);
		if (!fl_config_scope_add(scope, scope->used_devices, interface->device))
			fl_json_problem(&device,
				"\"%s\" is used by another interface: a device serves one, unless it has a "
				"\"classification\"",
				interface->device);
	}
}
