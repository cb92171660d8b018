// The intention: one parsed configuration document (docs/reference/control-api.md, PUT /v1/config).
// A value: made by control/config_parse.c, which has checked every rule that the document alone can show
// (fields, ranges, uniqueness, references between its parts); read by the engine and by forwarding kinds.
// Control thread only. IPv4 addresses are in host byte order everywhere in this header.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/charge.h"
#include "core/config_click.h"
#include "core/ip6.h"

enum {
	FL_UID_SIZE = 64,
	FL_NAME_SIZE = 16,         // names of interfaces and devices, with the final NUL (IFNAMSIZ)
	FL_ROUTER_NAME_SIZE = 320, // NAMESPACE/NAME
	FL_INTERFACES_MAX = 16,
	FL_ADDRESSES_MAX = 8,
	FL_ROUTES_MAX = 4096,
	FL_WORKERS_MAX = 64,
	FL_SHARE_PPM_MAX = 1000000,
	FL_MAC_BYTES = 6,
	FL_PCI_DEVICES_MAX = 128, // that one forwarder may have
	FL_PCI_ADDRESS_SIZE = 16, // "DDDD:BB:DD.F", a domain of up to 7 digits, and the final NUL
};

struct fl_ip4_prefix {
	uint32_t address; // of an interface: the host's own; of a route: the network, without host bits
	uint8_t length;   // 0..32
};

struct fl_config_interface {
	char name[FL_NAME_SIZE];
	char device[FL_NAME_SIZE];
	uint8_t mac[FL_MAC_BYTES];              // on a shared device: unicast, with vlan unique on it; else zero
	uint16_t vlan;                          // on a shared device: 1..4094, or 0: untagged frames; else 0
	uint16_t mtu;                           // 576..9000 (with IPv6 addresses: from 1280), or 0: the device's
	uint32_t address_count, address6_count; // together at most FL_ADDRESSES_MAX
	struct fl_ip4_prefix addresses[FL_ADDRESSES_MAX];
	struct fl_ip6_prefix addresses6[FL_ADDRESSES_MAX];
};

struct fl_config_route {
	struct fl_ip4_prefix to;
	uint32_t via;
	uint32_t place; // in the document's routes[], which has those of both versions
};

struct fl_config_route6 {
	struct fl_ip6_prefix to;
	struct fl_ip6 via;
	uint32_t place;
};

// In the order in which the document's reader tries their names (control/config_forwarding.c).
enum fl_forwarding_kind {
	FL_FORWARDING_BRIDGE,
	FL_FORWARDING_IP_ROUTER,
	FL_FORWARDING_CLICK,
};

struct fl_config_path {
	uint32_t interface; // index in interfaces; paths[i].interface == i after parsing (sorted)
	uint32_t worker;    // not checked by the parser against the topology: the engine does
};

struct fl_config_share {
	uint32_t worker;
	uint32_t share_ppm; // 1..FL_SHARE_PPM_MAX
	uint32_t limit_ppm; // 1..FL_SHARE_PPM_MAX, or 0: no ceiling
};

struct fl_config_scheduler {
	enum fl_policy policy;
	uint32_t sample_every; // 1..FL_SAMPLE_EVERY_MAX (core/sampling.h), or 0: 1
};

struct fl_config_router {
	char uid[FL_UID_SIZE];
	char name[FL_ROUTER_NAME_SIZE];
	uint64_t generation;
	bool keep; // nothing below is set then
	// A token; "" at first. When it changes, paths of the router that are quarantined are made anew.
	char release[FL_UID_SIZE];
	enum fl_forwarding_kind forwarding;
	uint32_t interface_count;
	struct fl_config_interface interfaces[FL_INTERFACES_MAX];
	struct fl_config_path paths[FL_INTERFACES_MAX]; // one for each interface
	uint32_t share_count;
	struct fl_config_share shares[FL_INTERFACES_MAX]; // one for each worker that a path is on
	uint32_t route_count, route6_count;               // together at most FL_ROUTES_MAX
	struct fl_config_route *routes;                   // owned by the config
	struct fl_config_route6 *routes6;                 // owned by the config
	struct fl_config_click *click;                    // a reference of its own; NULL but for FL_FORWARDING_CLICK
};

enum fl_device_kind {
	FL_DEVICE_KERNEL,
	FL_DEVICE_RING,
	FL_DEVICE_SYNTHETIC,
	FL_DEVICE_SRIOV,
};

enum { FL_SYNTHETIC_FRAME_MIN = 60, FL_SYNTHETIC_FRAME_MAX = 1514 };

// What a Synthetic device offers its path.
struct fl_synthetic_load {
	uint64_t packets_per_second; // 0: as many as the path takes
	uint16_t frame_bytes;        // FL_SYNTHETIC_FRAME_MIN..FL_SYNTHETIC_FRAME_MAX
};

// How what a shared device brings gets to its interfaces (core/classifier.h).
enum fl_classification {
	FL_CLASSIFICATION_NONE, // not shared: it is one interface's alone
	FL_CLASSIFICATION_CLASSIFIER,
	FL_CLASSIFICATION_FIFO,
	FL_CLASSIFICATION_COUNT,
};

struct fl_config_device {
	char name[FL_NAME_SIZE];
	enum fl_device_kind kind;
	struct fl_synthetic_load load; // of FL_DEVICE_SYNTHETIC, else zero
	enum fl_classification classification;
	uint32_t classifier_worker;            // of a shared device, else 0; the engine checks it against the topology
	char pci_address[FL_PCI_ADDRESS_SIZE]; // of FL_DEVICE_SRIOV, else ""
};

struct fl_config {
	char forwarder_uid[FL_UID_SIZE];
	uint64_t generation;
	uint32_t buffers_per_router;
	struct fl_config_scheduler scheduler;
	uint32_t device_count;
	struct fl_config_device *devices; // owned
	uint32_t router_count;
	struct fl_config_router *routers; // owned
};

// Frees what the config owns and the config itself; NULL is allowed.
void fl_config_destroy(struct fl_config *config);

// Copies one router with all it owns. 0, or -ENOMEM and to is untouched.
int fl_config_router_copy(struct fl_config_router *to, const struct fl_config_router *from);
// Frees what the router owns, not the router.
void fl_config_router_fini(struct fl_config_router *router);
// Whether interfaces and forwarding are the same, so that nothing has to be built anew. Order counts.
bool fl_config_router_same_definition(const struct fl_config_router *a, const struct fl_config_router *b);
// The router's share on a worker, 0 when it has none.
uint32_t fl_config_router_share(const struct fl_config_router *router, uint32_t worker);
// "Classifier", "Fifo"; as in the document. Not for NONE.
const char *fl_classification_name(enum fl_classification classification);
// Whether the device serves several interfaces.
static inline bool fl_config_device_shared(const struct fl_config_device *device)
{
	return device->classification != FL_CLASSIFICATION_NONE;
}
// Whether interfaces of one shared device are the same one: MAC and VLAN.
bool fl_config_interface_same_place(const struct fl_config_interface *a, const struct fl_config_interface *b);
// Whether the devices are alike, so that one open for a may be used for b. How and where a shared one classifies may differ.
bool fl_config_device_same(const struct fl_config_device *a, const struct fl_config_device *b);
// The device of that name, or NULL.
const struct fl_config_device *fl_config_device_get(const struct fl_config *config, const char *name);
