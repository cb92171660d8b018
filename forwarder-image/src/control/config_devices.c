// The devices of a document: names, kinds, what a Synthetic one offers, and how a shared one classifies.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/config_parse.h"
#include "control/config_parts.h"
#include "control/pci_devices.h"

enum { PACKETS_PER_SECOND_MAX = 100000000 };

static bool kind_parse(const struct fl_json *json, enum fl_device_kind *kind)
{
	static const char *const names[] = {[FL_DEVICE_KERNEL] = "Kernel",
		[FL_DEVICE_RING] = "Ring",
		[FL_DEVICE_SYNTHETIC] = "Synthetic",
		[FL_DEVICE_SRIOV] = "SRIOV"};
	const char *text;

	if (!fl_json_string(json, &text))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0) {
			*kind = (enum fl_device_kind)i;
			return true;
		}
	fl_json_problem(
		json, "\"%.40s\" is no kind of device: \"Kernel\", \"SRIOV\", \"Synthetic\" and \"Ring\" are", text);
	return false;
}

static void load_parse(const struct fl_json *json, struct fl_config_device *device)
{
	struct fl_json rate = fl_json_field(json, "packetsPerSecond"), bytes = fl_json_field(json, "frameBytes");
	const struct fl_json *fields[] = {&rate, &bytes};
	int64_t value;

	if (device->kind != FL_DEVICE_SYNTHETIC) {
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
			if (fl_json_present(fields[i]))
				fl_json_problem(fields[i], "only a Synthetic device has it: leave it out");
		return;
	}
	device->load.frame_bytes = FL_SYNTHETIC_FRAME_MIN;
	if (fl_json_present(&rate) && fl_json_integer(&rate, 0, PACKETS_PER_SECOND_MAX, "packet rate", &value))
		device->load.packets_per_second = (uint64_t)value;
	if (fl_json_present(&bytes) &&
		fl_json_integer(&bytes, FL_SYNTHETIC_FRAME_MIN, FL_SYNTHETIC_FRAME_MAX, "frame length", &value))
		device->load.frame_bytes = (uint16_t)value;
}

static bool classification_read(const struct fl_json *json, enum fl_classification *classification)
{
	const char *text;

	if (!fl_json_string(json, &text))
		return false;
	for (int i = FL_CLASSIFICATION_NONE + 1; i < FL_CLASSIFICATION_COUNT; i++)
		if (strcmp(text, fl_classification_name((enum fl_classification)i)) == 0) {
			*classification = (enum fl_classification)i;
			return true;
		}
	fl_json_problem(json, "\"%.40s\" is no way to classify: \"Classifier\" and \"Fifo\" are", text);
	return false;
}

static void classification_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_device *device)
{
	struct fl_json how = fl_json_field(json, "classification"), where = fl_json_field(json, "classifierWorker");
	int64_t worker;

	if (!fl_json_present(&how)) {
		if (fl_json_present(&where))
			fl_json_problem(&where, "only a shared device has it: leave it out, or give a classification");
		return;
	}
	if (device->kind == FL_DEVICE_SYNTHETIC || device->kind == FL_DEVICE_SRIOV) {
		fl_json_problem(&how, "a Synthetic device and an SRIOV device serve one interface: leave it out");
		return;
	}
	if (classification_read(&how, &device->classification))
		fl_config_scope_add(scope, scope->shared_devices, device->name);
	if (fl_json_integer(&where, 0, FL_WORKERS_MAX - 1, "worker index", &worker))
		device->classifier_worker = (uint32_t)worker;
}

// One device stands for one function: whoever has it has it alone.
static void pci_address_parse(const struct fl_json *json, struct fl_config *config, struct fl_config_device *device)
{
	struct fl_json address = fl_json_field(json, "pciAddress");
	const char *text;

	if (device->kind != FL_DEVICE_SRIOV) {
		if (fl_json_present(&address))
			fl_json_problem(&address, "only an SRIOV device has it: leave it out");
		return;
	}
	if (!fl_json_string(&address, &text))
		return;
	if (!fl_pci_address_valid(text)) {
		fl_json_problem(&address, "\"%.40s\" is no PCI address like 0000:3b:02.1", text);
		return;
	}
	for (uint32_t i = 0; i < config->device_count; i++)
		if (strcmp(config->devices[i].pci_address, text) == 0)
			fl_json_problem(
				&address, "%s is device %s already: each stands once", text, config->devices[i].name);
	snprintf(device->pci_address, sizeof(device->pci_address), "%s", text);
}

static void device_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config *config)
{
	static const char *const fields[] = {"name", "kind", "packetsPerSecond", "frameBytes", "classification",
		"classifierWorker", "pciAddress", NULL};
	struct fl_config_device *device = &config->devices[config->device_count];
	struct fl_json name = fl_json_field(json, "name"), kind = fl_json_field(json, "kind");

	if (!fl_json_is_object(json, fields))
		return;
	bool good = fl_json_word(&name, device->name, sizeof(device->name));
	if (good && !fl_config_scope_add(scope, scope->devices, device->name)) {
		fl_json_problem(&name, "\"%s\" is a device already: each name stands once", device->name);
		good = false;
	}
	if (!kind_parse(&kind, &device->kind))
		return;
	load_parse(json, device);
	classification_parse(json, scope, device);
	pci_address_parse(json, config, device);
	if (good)
		config->device_count++;
}

void fl_config_devices_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config *config)
{
	if (!fl_json_is_array(json, 0, FL_DEVICES_MAX, "devices"))
		return;
	size_t count = json_array_size(json->value);
	config->devices = calloc(count + 1, sizeof(*config->devices));
	if (config->devices == NULL) {
		scope->out_of_memory = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct fl_json item = fl_json_item(json, i);
		device_parse(&item, scope, config);
	}
}
