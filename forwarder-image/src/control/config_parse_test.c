// The rules of a configuration document: each broken one is found at its place, with a reason that helps.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/config_parse.h"

#define HEAD "{\"forwarderUid\":\"f\",\"generation\":7,\"buffersPerRouter\":1024,"
#define DEVICES                                                                                                        \
	"\"devices\":[{\"name\":\"d0\",\"kind\":\"Kernel\"},{\"name\":\"d1\",\"kind\":\"Ring\"},"                      \
	"{\"name\":\"d2\",\"kind\":\"Kernel\"}],"
#define WAN "{\"name\":\"wan\",\"device\":\"d0\",\"mtu\":1500,\"addresses\":[\"192.0.2.1/24\"]}"
#define LAN "{\"name\":\"lan\",\"device\":\"d1\",\"addresses\":[\"198.51.100.1/24\"]}"
#define ROUTER_HEAD "{\"uid\":\"r\",\"generation\":3,\"name\":\"a/edge\","
#define PATHS "\"paths\":[{\"interface\":\"lan\",\"worker\":1},{\"interface\":\"wan\",\"worker\":0}]"
#define SHARES "\"shares\":[{\"worker\":0,\"sharePpm\":1},{\"worker\":1,\"sharePpm\":1000000}]"
#define IP_ROUTER(routes) "\"forwarding\":{\"ipRouter\":{\"routes\":[" routes "]}}"
#define ROUTE "{\"to\":\"0.0.0.0/0\",\"via\":\"192.0.2.254\"}"
#define ROUTER(interfaces, forwarding, paths, shares)                                                                  \
	ROUTER_HEAD "\"interfaces\":[" interfaces "]," forwarding "," paths "," shares "}"
#define RELEASED(token)                                                                                                \
	ROUTER_HEAD "\"release\":" token ",\"interfaces\":[" WAN "," LAN "]," IP_ROUTER("") "," PATHS "," SHARES "}"
#define DOCUMENT(routers) HEAD DEVICES "\"routers\":[" routers "]}"
#define ONE_ROUTE(route) DOCUMENT(ROUTER(WAN "," LAN, IP_ROUTER(route), PATHS, SHARES))
#define TWO_INTERFACES(wan, lan) DOCUMENT(ROUTER(wan "," lan, IP_ROUTER(""), PATHS, SHARES))
#define ADDRESS(address) TWO_INTERFACES("{\"name\":\"wan\",\"device\":\"d0\",\"addresses\":[\"" address "\"]}", LAN)
#define PLACED(paths, shares) DOCUMENT(ROUTER(WAN "," LAN, IP_ROUTER(""), paths, shares))

#define SCHEDULER(scheduler) HEAD "\"scheduler\":" scheduler "," DEVICES "\"routers\":[]}"
#define WAN6 "{\"name\":\"wan\",\"device\":\"d0\",\"addresses\":[\"192.0.2.1/24\",\"2001:db8::1/64\"]}"
#define ROUTES6(routes) DOCUMENT(ROUTER(WAN6 "," LAN, IP_ROUTER(routes), PATHS, SHARES))
#define ROUTE6(to, via) ROUTES6("{\"to\":\"" to "\",\"via\":\"" via "\"}")
#define ROUTE_PATH "routers[0].forwarding.ipRouter.routes[0]."

static const char whole_document[] = ONE_ROUTE(ROUTE);

#define CLICK(elements, connections)                                                                                   \
	DOCUMENT(ROUTER("{\"name\":\"wan\",\"device\":\"d0\"},{\"name\":\"lan\",\"device\":\"d1\"}",                   \
		"\"forwarding\":{\"click\":{\"elements\":" elements ",\"connections\":" connections "}}", PATHS,       \
		SHARES))

struct broken {
	const char *text;
	const char *path;
	const char *reason;
};

#define SHARED(attributes, interfaces)                                                                                 \
	HEAD "\"devices\":[{\"name\":\"t\",\"kind\":\"Kernel\"," attributes "}],\"routers\":[" ROUTER_HEAD             \
	     "\"interfaces\":[" interfaces                                                                             \
	     "]," IP_ROUTER("") ",\"paths\":[{\"interface\":\"x\",\"worker\":0},"                                      \
				"{\"interface\":\"y\",\"worker\":0}],\"shares\":[{\"worker\":0,\"sharePpm\":1}]}]}"
#define CLASSIFIER "\"classification\":\"Classifier\",\"classifierWorker\":1"
#define ON_SHARED(x, y)                                                                                                \
	SHARED(CLASSIFIER, "{\"name\":\"x\",\"device\":\"t\"," x ",\"addresses\":[\"192.0.2.1/24\"]},"                 \
			   "{\"name\":\"y\",\"device\":\"t\"," y ",\"addresses\":[\"198.51.100.1/24\"]}")
#define MAC_X "\"mac\":\"02:00:00:00:00:0A\""
#define MAC_Y "\"mac\":\"02:00:00:00:00:0b\""

// Documents with exactly one mistake.
static const struct broken broken_documents[] = {
	{"[]", "", "is an array: it must be an object"},
	{"7", "", "is an integer: it must be an object"},
	{HEAD DEVICES "\"routers\":[],\"color\":1}", "color", "is not a known field"},
	{"{\"generation\":7,\"buffersPerRouter\":1024," DEVICES "\"routers\":[]}", "forwarderUid",
		"is missing: a string is required"},
	{"{\"forwarderUid\":\"\",\"generation\":7,\"buffersPerRouter\":1024," DEVICES "\"routers\":[]}", "forwarderUid",
		"is empty: 1 to 63 characters are needed"},
	{"{\"forwarderUid\":\"a b\",\"generation\":7,\"buffersPerRouter\":1024," DEVICES "\"routers\":[]}",
		"forwarderUid", "character 2 is a blank or no printable ASCII"},
	{"{\"forwarderUid\":\"f\",\"generation\":0,\"buffersPerRouter\":1024," DEVICES "\"routers\":[]}", "generation",
		"0 is less than 1, the smallest generation"},
	{"{\"forwarderUid\":\"f\",\"generation\":\"7\",\"buffersPerRouter\":1024," DEVICES "\"routers\":[]}",
		"generation", "is a string: it must be an integer"},
	{"{\"forwarderUid\":\"f\",\"generation\":7.0,\"buffersPerRouter\":1024," DEVICES "\"routers\":[]}",
		"generation", "is a number with a fraction: it must be an integer"},
	{"{\"forwarderUid\":\"f\",\"generation\":7,\"buffersPerRouter\":511," DEVICES "\"routers\":[]}",
		"buffersPerRouter", "511 is less than 512, the smallest number of buffers"},
	{"{\"forwarderUid\":\"f\",\"generation\":7,\"buffersPerRouter\":65537," DEVICES "\"routers\":[]}",
		"buffersPerRouter", "65537 is more than 65536, the largest number of buffers"},
	{HEAD "\"routers\":[]}", "devices", "is missing: an array is required"},
	{HEAD "\"devices\":{},\"routers\":[]}", "devices", "is an object: it must be an array"},
	{HEAD "\"devices\":[{\"name\":\"abcdefghijklmnop\",\"kind\":\"Ring\"}],\"routers\":[]}", "devices[0].name",
		"is 16 characters long, at most 15 are possible"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Vhost\"}],\"routers\":[]}", "devices[0].kind",
		"\"Vhost\" is no kind of device: \"Kernel\", \"SRIOV\", \"Synthetic\" and \"Ring\" are"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"SRIOV\"}],\"routers\":[]}", "devices[0].pciAddress",
		"is missing: a string is required"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"SRIOV\",\"pciAddress\":\"net_null0\"}],\"routers\":[]}",
		"devices[0].pciAddress", "\"net_null0\" is no PCI address like 0000:3b:02.1"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"SRIOV\",\"pciAddress\":\"0000:3b:02.1\"},"
	      "{\"name\":\"e\",\"kind\":\"SRIOV\",\"pciAddress\":\"0000:3b:02.1\"}],\"routers\":[]}",
		"devices[1].pciAddress", "0000:3b:02.1 is device d already: each stands once"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Kernel\",\"pciAddress\":\"0000:3b:02.1\"}],\"routers\":[]}",
		"devices[0].pciAddress", "only an SRIOV device has it: leave it out"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Synthetic\",\"packetsPerSecond\":100000001}],\"routers\":[]}",
		"devices[0].packetsPerSecond", "100000001 is more than 100000000, the largest packet rate"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Synthetic\",\"frameBytes\":59}],\"routers\":[]}",
		"devices[0].frameBytes", "59 is less than 60, the smallest frame length"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Kernel\",\"frameBytes\":60}],\"routers\":[]}",
		"devices[0].frameBytes", "only a Synthetic device has it: leave it out"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Ring\"},{\"name\":\"d\",\"kind\":\"Ring\"}],"
	      "\"routers\":[]}",
		"devices[1].name", "\"d\" is a device already: each name stands once"},
	{HEAD "\"devices\":[{\"name\":\"d\",\"kind\":\"Ring\",\"mtu\":9}],\"routers\":[]}", "devices[0].mtu",
		"is not a known field"},
	{HEAD "\"devices\":[{\"name\":\"t\",\"kind\":\"Ring\",\"classification\":\"Lifo\",\"classifierWorker\":0}],"
	      "\"routers\":[]}",
		"devices[0].classification", "\"Lifo\" is no way to classify: \"Classifier\" and \"Fifo\" are"},
	{HEAD "\"devices\":[{\"name\":\"t\",\"kind\":\"Ring\",\"classification\":\"Fifo\"}],\"routers\":[]}",
		"devices[0].classifierWorker", "is missing: an integer is required"},
	{HEAD "\"devices\":[{\"name\":\"t\",\"kind\":\"Ring\",\"classifierWorker\":0}],\"routers\":[]}",
		"devices[0].classifierWorker", "only a shared device has it: leave it out, or give a classification"},
	{HEAD "\"devices\":[{\"name\":\"t\",\"kind\":\"Synthetic\",\"classification\":\"Fifo\",\"classifierWorker\":0}]"
	      ","
	      "\"routers\":[]}",
		"devices[0].classification",
		"a Synthetic device and an SRIOV device serve one interface: leave it out"},
	{ON_SHARED(MAC_X, MAC_X), "routers[0].interfaces[1].mac",
		"another interface of device \"t\" has the same MAC in the same VLAN"},
	{ON_SHARED(MAC_X, "\"vlan\":7"), "routers[0].interfaces[1].mac", "is missing: a string is required"},
	{ON_SHARED(MAC_X, "\"mac\":\"02-00-00-00-00-01\""), "routers[0].interfaces[1].mac",
		"\"02-00-00-00-00-01\" is not of the form 02:00:00:00:00:01"},
	{ON_SHARED(MAC_X, "\"mac\":\"03:00:00:00:00:01\""), "routers[0].interfaces[1].mac",
		"03:00:00:00:00:01 is no address of one station: its first byte must be even, and not all of them 00"},
	{ON_SHARED(MAC_X, MAC_Y ",\"vlan\":4095"), "routers[0].interfaces[1].vlan",
		"4095 is more than 4094, the largest VLAN"},
	{TWO_INTERFACES("{\"name\":\"wan\",\"device\":\"d0\"," MAC_X ",\"addresses\":[\"192.0.2.1/24\"]}", LAN),
		"routers[0].interfaces[0].mac", "only an interface of a shared device has it: leave it out"},
	{TWO_INTERFACES("{\"name\":\"wan\",\"device\":\"d0\",\"vlan\":7,\"addresses\":[\"192.0.2.1/24\"]}", LAN),
		"routers[0].interfaces[0].vlan", "only an interface of a shared device has it: leave it out"},
	{HEAD DEVICES "\"routers\":null}", "routers", "is null: it must be an array"},
	{DOCUMENT("7"), "routers[0]", "is an integer: it must be an object"},
	{DOCUMENT("{\"uid\":\"r\",\"generation\":1,\"keep\":true},{\"uid\":\"r\",\"generation\":1,"
		  "\"keep\":true}"),
		"routers[1].uid", "\"r\" is a router already: each uid stands once"},
	{DOCUMENT("{\"uid\":\"r\",\"generation\":1,\"keep\":true,\"name\":\"a/b\"}"), "routers[0].name",
		"is not a known field"},
	{DOCUMENT("{\"uid\":\"r\",\"generation\":1,\"keep\":true,\"release\":\"x\"}"), "routers[0].release",
		"is not a known field"},
	{DOCUMENT(RELEASED("\"a b\"")), "routers[0].release", "character 2 is a blank or no printable ASCII"},
	{DOCUMENT(RELEASED("1")), "routers[0].release", "is an integer: it must be a string"},
	{DOCUMENT("{\"uid\":\"r\",\"generation\":1,\"keep\":1}"), "routers[0].keep",
		"is an integer: it must be a boolean"},
	{DOCUMENT("{\"uid\":\"r\",\"keep\":true}"), "routers[0].generation", "is missing: an integer is required"},
	{DOCUMENT("{\"uid\":\"r\",\"generation\":1,\"name\":\"edge\",\"interfaces\":[" WAN "," LAN
		  "]," IP_ROUTER("") "," PATHS "," SHARES "}"),
		"routers[0].name", "\"edge\" is not of the form NAMESPACE/NAME"},
	{DOCUMENT(ROUTER(WAN "," LAN, "\"forwarding\":{}", PATHS, SHARES)), "routers[0].forwarding",
		"has none: exactly one of \"bridge\", \"ipRouter\" and \"click\" is needed"},
	{DOCUMENT(ROUTER(WAN "," LAN, "\"forwarding\":{\"bridge\":{},\"ipRouter\":{}}", PATHS, SHARES)),
		"routers[0].forwarding",
		"has several: exactly one of \"bridge\", \"ipRouter\" and \"click\" is needed"},
	{DOCUMENT(ROUTER("{\"name\":\"wan\",\"device\":\"d0\"},{\"name\":\"lan\",\"device\":\"d1\"}",
		 "\"forwarding\":{\"bridge\":{\"stp\":true}}", PATHS, SHARES)),
		"routers[0].forwarding.bridge.stp", "is not a known field"},
	{DOCUMENT(ROUTER("{\"name\":\"wan\",\"device\":\"d0\"}", "\"forwarding\":{\"bridge\":{}}", PATHS, SHARES)),
		"routers[0].interfaces", "has 1 interfaces: a bridge has exactly 2"},
	{DOCUMENT(ROUTER(WAN ",{\"name\":\"lan\",\"device\":\"d1\"}", "\"forwarding\":{\"bridge\":{}}", PATHS, SHARES)),
		"routers[0].interfaces[0].addresses",
		"an interface of a bridge has no addresses: leave the list empty"},
	{CLICK("[]", "[]"), "routers[0].forwarding.click.elements", "has 0 elements, at least 1 are needed"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\"},{\"name\":\"a\",\"class\":\"X\"}]", "[]"),
		"routers[0].forwarding.click.elements[1].name", "\"a\" is an element already: each name stands once"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\",\"arguments\":[]}]", "[]"),
		"routers[0].forwarding.click.elements[0].arguments", "must be an object: {\"PARAMETER\": \"text\"}"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\",\"arguments\":{\"P\":7}}]", "[]"),
		"routers[0].forwarding.click.elements[0].arguments.P", "is an integer: it must be a string"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\",\"arguments\":{\"P\":[\"v\",7]}}]", "[]"),
		"routers[0].forwarding.click.elements[0].arguments.P[1]", "is an integer: it must be a string"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\",\"arguments\":{\"P\":[]}}]", "[]"),
		"routers[0].forwarding.click.elements[0].arguments.P", "has 0 texts, at least 1 are needed"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\"}]", "[{\"from\":\"a\",\"fromPort\":0,\"to\":\"b\",\"toPort\":0}]"),
		"routers[0].forwarding.click.connections[0].to", "\"b\" is the name of no element"},
	{CLICK("[{\"name\":\"a\",\"class\":\"X\"}]", "[{\"from\":\"a\",\"fromPort\":256,\"to\":\"a\",\"toPort\":0}]"),
		"routers[0].forwarding.click.connections[0].fromPort", "256 is more than 255, the largest port"},
	{DOCUMENT(ROUTER("", IP_ROUTER(""), PATHS, SHARES)), "routers[0].interfaces",
		"has 0 interfaces, at least 1 are needed"},
	{TWO_INTERFACES(WAN, "{\"name\":\"wan\",\"device\":\"d1\",\"addresses\":[\"198.51.100.1/24\"]}"),
		"routers[0].interfaces[1].name", "\"wan\" is an interface of this router already"},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d0\",\"addresses\":[\"198.51.100.1/24\"]}"),
		"routers[0].interfaces[1].device",
		"\"d0\" is used by another interface: a device serves one, unless it has a \"classification\""},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d9\",\"addresses\":[\"198.51.100.1/24\"]}"),
		"routers[0].interfaces[1].device", "\"d9\" is none of the devices of this document"},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d1\",\"mtu\":9500,\"addresses\":["
			     "\"198.51.100.1/24\"]}"),
		"routers[0].interfaces[1].mtu", "9500 is more than 9000, the largest MTU"},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d1\",\"mtu\":575,\"addresses\":[\"198."
			     "51.100.1/24\"]}"),
		"routers[0].interfaces[1].mtu", "575 is less than 576, the smallest MTU"},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d1\"}"), "routers[0].interfaces[1].addresses",
		"is missing: an array is required"},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d1\",\"addresses\":[]}"),
		"routers[0].interfaces[1].addresses", "has 0 addresses, at least 1 are needed"},
	{ADDRESS("192.0.2.1"), "routers[0].interfaces[0].addresses[0]",
		"\"192.0.2.1\" is not of the form A.B.C.D/LEN with LEN from 1 to 32"},
	{ADDRESS("192.0.2.01/24"), "routers[0].interfaces[0].addresses[0]",
		"\"192.0.2.01/24\" is not of the form A.B.C.D/LEN with LEN from 1 to 32"},
	{ADDRESS("192.0.2.256/24"), "routers[0].interfaces[0].addresses[0]",
		"\"192.0.2.256/24\" is not of the form A.B.C.D/LEN with LEN from 1 to 32"},
	{ADDRESS("192.0.2.1/33"), "routers[0].interfaces[0].addresses[0]",
		"\"192.0.2.1/33\" is not of the form A.B.C.D/LEN with LEN from 1 to 32"},
	{ADDRESS("192.0.2.1/0"), "routers[0].interfaces[0].addresses[0]",
		"\"192.0.2.1/0\" is not of the form A.B.C.D/LEN with LEN from 1 to 32"},
	{ADDRESS("192.0.2.1/24 "), "routers[0].interfaces[0].addresses[0]",
		"\"192.0.2.1/24 \" is not of the form A.B.C.D/LEN with LEN from 1 to 32"},
	{ADDRESS("192.0.2.0/24"), "routers[0].interfaces[0].addresses[0]",
		"192.0.2.0/24 is the network's own address: 192.0.2.1/24 works"},
	{ADDRESS("192.0.2.255/24"), "routers[0].interfaces[0].addresses[0]",
		"192.0.2.255/24 is the network's broadcast address: 192.0.2.254/24 works"},
	{ADDRESS("127.0.0.1/8"), "routers[0].interfaces[0].addresses[0]",
		"127.0.0.1/8 is reserved (RFC 6890): it is no address of an interface"},
	{ADDRESS("224.0.0.5/24"), "routers[0].interfaces[0].addresses[0]",
		"224.0.0.5/24 is a multicast or reserved address: addresses up to 223.255.255.255 "
		"are possible"},
	{ADDRESS("198.51.100.200/25"), "routers[0].interfaces[1].addresses[0]",
		"198.51.100.1/24 overlaps with 198.51.100.200/25 of interface \"wan\": subnets of "
		"two interfaces must not"},
	{ADDRESS("198.51.100.1/24"), "routers[0].interfaces[1].addresses[0]",
		"198.51.100.1/24 is an address of interface \"wan\" already"},
	{ADDRESS("2001:db8::1"), "routers[0].interfaces[0].addresses[0]",
		"\"2001:db8::1\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to 128"},
	{ADDRESS("2001:db8::1/0"), "routers[0].interfaces[0].addresses[0]",
		"\"2001:db8::1/0\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to 128"},
	{ADDRESS("2001:db8::1/129"), "routers[0].interfaces[0].addresses[0]",
		"\"2001:db8::1/129\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to "
		"128"},
	{ADDRESS("2001:db8::1/064"), "routers[0].interfaces[0].addresses[0]",
		"\"2001:db8::1/064\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to "
		"128"},
	{ADDRESS("2001:db8::g/64"), "routers[0].interfaces[0].addresses[0]",
		"\"2001:db8::g/64\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to 128"},
	{ADDRESS("2001:db8::1/64 "), "routers[0].interfaces[0].addresses[0]",
		"\"2001:db8::1/64 \" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to "
		"128"},
	{ADDRESS("fe80::1%eth0/64"), "routers[0].interfaces[0].addresses[0]",
		"\"fe80::1%eth0/64\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from 1 to "
		"128"},
	{ADDRESS("2001:db8::/64"), "routers[0].interfaces[0].addresses[0]",
		"2001:db8::/64 is the anycast address of all routers of the subnet (RFC 4291 2.6.1): 2001:db8::1/64 "
		"works"},
	{ADDRESS("ff02::1/64"), "routers[0].interfaces[0].addresses[0]",
		"ff02::1/64 is a multicast, loopback or unspecified address: it is no address of an interface"},
	{ADDRESS("::1/128"), "routers[0].interfaces[0].addresses[0]",
		"::1/128 is a multicast, loopback or unspecified address: it is no address of an interface"},
	{ADDRESS("::ffff:192.0.2.1/128"), "routers[0].interfaces[0].addresses[0]",
		"::ffff:192.0.2.1/128 is an IPv4-mapped address: write it as an IPv4 address"},
	{ADDRESS("fe80::1/64"), "routers[0].interfaces[0].addresses[0]",
		"fe80::1/64 is a link-local address: each interface with an IPv6 address makes its own from its MAC"},
	{TWO_INTERFACES(WAN6, "{\"name\":\"lan\",\"device\":\"d1\",\"addresses\":[\"2001:DB8::1/128\"]}"),
		"routers[0].interfaces[1].addresses[0]", "2001:db8::1/128 is an address of interface \"wan\" already"},
	{TWO_INTERFACES(WAN6, "{\"name\":\"lan\",\"device\":\"d1\",\"addresses\":[\"2001:db8:0:1::1/32\"]}"),
		"routers[0].interfaces[1].addresses[0]",
		"2001:db8:0:1::1/32 overlaps with 2001:db8::1/64 of interface \"wan\": subnets of two interfaces must "
		"not"},
	{TWO_INTERFACES(WAN, "{\"name\":\"lan\",\"device\":\"d1\",\"mtu\":1279,\"addresses\":["
			     "\"2001:db8::1/64\"]}"),
		"routers[0].interfaces[1].mtu", "1279 is less than 1280, which an interface with IPv6 addresses needs"},
	{ROUTE6("2001:db8:9::1/48", "2001:db8::2"), ROUTE_PATH "to",
		"2001:db8:9::1/48 has host bits: 2001:db8:9::/48 works"},
	{ROUTE6("2001:db8:9::", "2001:db8::2"), ROUTE_PATH "to",
		"\"2001:db8:9::\" is not an IPv6 prefix ADDRESS/LEN with LEN from 0 to 128"},
	{ROUTE6("fe80::/64", "2001:db8::2"), ROUTE_PATH "to",
		"fe80::/64 is a prefix of multicast or link-local addresses, which are not routed"},
	{ROUTE6("::/0", "2001:db8:1::1"), ROUTE_PATH "via",
		"2001:db8:1::1 is in no subnet of this router's interfaces"},
	{ROUTE6("::/0", "fe80::1"), ROUTE_PATH "via",
		"fe80::1 is in no subnet of this router's interfaces: a link-local address does not say on which of "
		"them it is"},
	{ROUTE6("::/0", "2001:db8::1"), ROUTE_PATH "via",
		"2001:db8::1 is the router's own address of interface \"wan\""},
	{ROUTE6("::/0", "2001:db8::"), ROUTE_PATH "via",
		"2001:db8:: is the anycast address of 2001:db8::/64, which is the router's own"},
	{ROUTE6("::/0", "192.0.2.254"), ROUTE_PATH "via",
		"\"192.0.2.254\" is not an IPv6 address, which the next hop of an IPv6 route is"},
	{ROUTE6("0.0.0.0/0", "2001:db8::2"), ROUTE_PATH "via", "\"2001:db8::2\" is not of the form A.B.C.D"},
	{ROUTES6("{\"to\":\"2001:db8:8::/48\",\"via\":\"2001:db8::2\"},{\"to\":\"2001:DB8:8:0::/"
		 "48\",\"via\":\"2001:db8::3\"}"),
		"routers[0].forwarding.ipRouter.routes[1].to",
		"2001:db8:8::/48 has a route already: each prefix stands once"},
	{ONE_ROUTE("{\"to\":\"10.0.0.1/8\",\"via\":\"192.0.2.254\"}"), "routers[0].forwarding.ipRouter.routes[0].to",
		"10.0.0.1/8 has host bits: 10.0.0.0/8 works"},
	{ONE_ROUTE("{\"to\":\"10.0.0.0\",\"via\":\"192.0.2.254\"}"), "routers[0].forwarding.ipRouter.routes[0].to",
		"\"10.0.0.0\" is not of the form A.B.C.D/LEN with LEN from 0 to 32"},
	{ONE_ROUTE(ROUTE "," ROUTE), "routers[0].forwarding.ipRouter.routes[1].to",
		"0.0.0.0/0 has a route already: each prefix stands once"},
	{ONE_ROUTE("{\"to\":\"0.0.0.0/0\",\"via\":\"192.0.3.1\"}"), "routers[0].forwarding.ipRouter.routes[0].via",
		"192.0.3.1 is in no subnet of this router's interfaces"},
	{ONE_ROUTE("{\"to\":\"0.0.0.0/0\",\"via\":\"192.0.2.1\"}"), "routers[0].forwarding.ipRouter.routes[0].via",
		"192.0.2.1 is the router's own address of interface \"wan\""},
	{ONE_ROUTE("{\"to\":\"0.0.0.0/0\",\"via\":\"192.0.2.255\"}"), "routers[0].forwarding.ipRouter.routes[0].via",
		"192.0.2.255 is the network or broadcast address of 192.0.2.0/24: no host has it"},
	{ONE_ROUTE("{\"to\":\"0.0.0.0/0\",\"via\":\"eth1\"}"), "routers[0].forwarding.ipRouter.routes[0].via",
		"\"eth1\" is not of the form A.B.C.D"},
	{ONE_ROUTE("{\"to\":\"0.0.0.0/0\"}"), "routers[0].forwarding.ipRouter.routes[0].via",
		"is missing: a string is required"},
	{PLACED("\"paths\":[{\"interface\":\"lan\",\"worker\":1}]", SHARES), "routers[0].paths",
		"interface \"wan\" has no path: each has one"},
	{PLACED("\"paths\":[{\"interface\":\"wan\",\"worker\":0},{\"interface\":\"lan\",\"worker\":"
		"1},"
		"{\"interface\":\"wan\",\"worker\":1}]",
		 SHARES),
		"routers[0].paths[2].interface", "\"wan\" has a path already: each interface has one"},
	{PLACED("\"paths\":[{\"interface\":\"wan\",\"worker\":0},{\"interface\":\"lan\",\"worker\":"
		"1},"
		"{\"interface\":\"dmz\",\"worker\":1}]",
		 SHARES),
		"routers[0].paths[2].interface", "\"dmz\" is no interface of this router"},
	{PLACED("\"paths\":[{\"interface\":\"wan\",\"worker\":64},{\"interface\":\"lan\","
		"\"worker\":1}]",
		 SHARES),
		"routers[0].paths[0].worker", "64 is more than 63, the largest worker index"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1}]"), "routers[0].shares",
		"worker 1 has a path of this router and no share"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1},{\"worker\":1,\"sharePpm\":1},"
		       "{\"worker\":1,\"sharePpm\":1}]"),
		"routers[0].shares[2].worker", "worker 1 has a share already: each has one"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1},{\"worker\":1,\"sharePpm\":1},"
		       "{\"worker\":5,\"sharePpm\":1}]"),
		"routers[0].shares[2].worker", "no path of this router is on worker 5"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":0},{\"worker\":1,\"sharePpm\":1}]"),
		"routers[0].shares[0].sharePpm", "0 is less than 1, the smallest share"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1},{\"worker\":1,\"sharePpm\":1000001}]"),
		"routers[0].shares[1].sharePpm", "1000001 is more than 1000000, the largest share"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1,\"limitPpm\":0},{\"worker\":1,\"sharePpm\":1}]"),
		"routers[0].shares[0].limitPpm", "0 is less than 1, the smallest ceiling"},
	{PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1},"
		       "{\"worker\":1,\"sharePpm\":1,\"limitPpm\":1000001}]"),
		"routers[0].shares[1].limitPpm", "1000001 is more than 1000000, the largest ceiling"},
	{SCHEDULER("7"), "scheduler", "is an integer: it must be an object"},
	{SCHEDULER("{\"policy\":\"Fair\"}"), "scheduler.policy",
		"\"Fair\" is no policy: \"Cpu\", \"Packets\", \"Memory\" and \"Dominant\" are"},
	{SCHEDULER("{\"policy\":1}"), "scheduler.policy", "is an integer: it must be a string"},
	{SCHEDULER("{\"sampleEvery\":0}"), "scheduler.sampleEvery", "0 is less than 1, the smallest sampling interval"},
	{SCHEDULER("{\"sampleEvery\":1001}"), "scheduler.sampleEvery",
		"1001 is more than 1000, the largest sampling interval"},
	{SCHEDULER("{\"quantum\":1}"), "scheduler.quantum", "is not a known field"},
};

static int parse(const char *text, struct fl_config **config, struct fl_problems *problems)
{
	memset(problems, 0, sizeof(*problems));
	return fl_config_parse(text, strlen(text), config, problems);
}

static void names_the_place_and_the_limit_of_each_mistake(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken_documents) / sizeof(*broken_documents); i++) {
		const struct broken *broken = &broken_documents[i];
		struct fl_problems problems;
		struct fl_config *config;
		int result = parse(broken->text, &config, &problems);
		if (result != -EINVAL || problems.count != 1)
			print_error("document %zu (%s): result %d, %zu problems, second: %s %s\n", i, broken->path,
				result, problems.count, problems.items[1].path, problems.items[1].reason);
		assert_int_equal(result, -EINVAL);
		assert_null(config);
		assert_int_equal(problems.count, 1);
		assert_string_equal(problems.items[0].path, broken->path);
		assert_string_equal(problems.items[0].reason, broken->reason);
	}
}

static void reads_every_field_of_a_valid_document(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(whole_document, &config, &problems), 0);
	assert_string_equal(config->forwarder_uid, "f");
	assert_int_equal(config->generation, 7);
	assert_int_equal(config->buffers_per_router, 1024);
	assert_int_equal(config->device_count, 3);
	assert_string_equal(config->devices[1].name, "d1");
	assert_int_equal(config->devices[1].kind, FL_DEVICE_RING);
	assert_int_equal(config->router_count, 1);
	const struct fl_config_router *router = &config->routers[0];
	assert_string_equal(router->uid, "r");
	assert_string_equal(router->name, "a/edge");
	assert_int_equal(router->generation, 3);
	assert_int_equal(router->forwarding, FL_FORWARDING_IP_ROUTER);
	assert_int_equal(router->interface_count, 2);
	assert_int_equal(router->interfaces[0].mtu, 1500);
	assert_int_equal(router->interfaces[1].mtu, 0);
	assert_string_equal(router->interfaces[1].device, "d1");
	assert_int_equal(router->interfaces[0].addresses[0].address, 0xc0000201);
	assert_int_equal(router->interfaces[0].addresses[0].length, 24);
	assert_int_equal(router->route_count, 1);
	assert_int_equal(router->routes[0].to.length, 0);
	assert_int_equal(router->routes[0].via, 0xc00002fe);
	assert_int_equal(router->share_count, 2);
	assert_int_equal(router->shares[1].share_ppm, 1000000);
	fl_config_destroy(config);
}

static void reads_a_click_graph(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(CLICK("[{\"name\":\"in\",\"class\":\"FromDevice\",\"arguments\":{\"DEVNAME\":\"wan\"}},"
				     "{\"name\":\"c\",\"class\":\"Classifier\",\"arguments\":{\"PATTERN\":[\"12/"
				     "0800\",\"-\"]}}]",
				       "[{\"from\":\"in\",\"fromPort\":0,\"to\":\"c\",\"toPort\":3}]"),
				 &config, &problems),
		0);
	const struct fl_config_router *router = &config->routers[0];
	assert_int_equal(router->forwarding, FL_FORWARDING_CLICK);
	assert_int_equal(router->click->element_count, 2);
	assert_string_equal(router->click->elements[0].class_name, "FromDevice");
	assert_string_equal(router->click->elements[0].arguments[0].values[0], "wan");
	assert_false(router->click->elements[0].arguments[0].is_list);
	assert_true(router->click->elements[1].arguments[0].is_list);
	assert_int_equal(router->click->elements[1].arguments[0].count, 2);
	assert_string_equal(router->click->elements[1].arguments[0].values[1], "-");
	assert_int_equal(router->click->connection_count, 1);
	assert_int_equal(router->click->connections[0].to, 1);
	assert_int_equal(router->click->connections[0].to_port, 3);
	// A copy shares the graph, and outlives what it was made from.
	struct fl_config_router copy;
	assert_int_equal(fl_config_router_copy(&copy, router), 0);
	assert_true(fl_config_router_same_definition(&copy, router));
	fl_config_destroy(config);
	assert_string_equal(copy.click->elements[1].name, "c");
	fl_config_router_fini(&copy);
}

static void sorts_paths_in_the_order_of_the_interfaces(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(whole_document, &config, &problems), 0);
	for (uint32_t i = 0; i < 2; i++) {
		assert_int_equal(config->routers[0].paths[i].interface, i);
		assert_int_equal(config->routers[0].paths[i].worker, i);
	}
	fl_config_destroy(config);
}

static void reads_a_router_that_is_kept(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(DOCUMENT("{\"uid\":\"r\",\"generation\":9,\"keep\":true}"), &config, &problems), 0);
	assert_true(config->routers[0].keep);
	assert_int_equal(config->routers[0].generation, 9);
	fl_config_destroy(config);
}

static void reads_a_release_token(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(DOCUMENT(RELEASED("\"again-2\"")), &config, &problems), 0);
	assert_string_equal(config->routers[0].release, "again-2");
	fl_config_destroy(config);
	assert_int_equal(parse(whole_document, &config, &problems), 0);
	assert_string_equal(config->routers[0].release, "");
	fl_config_destroy(config);
}

static void accepts_point_to_point_and_host_prefixes(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(ADDRESS("192.0.2.0/31"), &config, &problems), 0);
	fl_config_destroy(config);
	assert_int_equal(parse(ADDRESS("192.0.2.255/32"), &config, &problems), 0);
	fl_config_destroy(config);
}

static void reads_addresses_and_routes_of_both_versions_and_where_they_stand(void **state)
{
	const struct fl_ip6 own = {{0x20, 0x01, 0x0d, 0xb8, [15] = 1}}, via = {{0x20, 0x01, 0x0d, 0xb8, [15] = 2}};
	struct fl_problems problems;
	struct fl_config *config;

	(void)state;
	assert_int_equal(parse(ROUTES6("{\"to\":\"::/0\",\"via\":\"2001:0DB8:0::2\"}," ROUTE), &config, &problems), 0);
	const struct fl_config_router *router = &config->routers[0];
	assert_int_equal(router->interfaces[0].address_count, 1);
	assert_int_equal(router->interfaces[0].address6_count, 1);
	assert_int_equal(router->interfaces[0].addresses6[0].length, 64);
	assert_memory_equal(&router->interfaces[0].addresses6[0].address, &own, sizeof(own));
	assert_int_equal(router->route_count, 1);
	assert_int_equal(router->routes[0].place, 1);
	assert_int_equal(router->route6_count, 1);
	assert_int_equal(router->routes6[0].place, 0);
	assert_int_equal(router->routes6[0].to.length, 0);
	assert_memory_equal(&router->routes6[0].via, &via, sizeof(via));
	fl_config_destroy(config);
	assert_int_equal(parse(ADDRESS("2001:db8::/127"), &config, &problems), 0);
	fl_config_destroy(config);
}

static void another_ipv6_route_or_address_is_another_definition(void **state)
{
	struct fl_problems problems;
	struct fl_config *a, *b;
	struct fl_config_router copy;

	(void)state;
	assert_int_equal(parse(ROUTE6("::/0", "2001:db8::2"), &a, &problems), 0);
	assert_int_equal(parse(ROUTE6("::/0", "2001:db8::3"), &b, &problems), 0);
	assert_int_equal(fl_config_router_copy(&copy, &a->routers[0]), 0);
	assert_true(fl_config_router_same_definition(&copy, &a->routers[0]));
	assert_false(fl_config_router_same_definition(&copy, &b->routers[0]));
	copy.interfaces[0].addresses6[0].length = 63;
	assert_false(fl_config_router_same_definition(&copy, &a->routers[0]));
	fl_config_router_fini(&copy);
	fl_config_destroy(a);
	fl_config_destroy(b);
}

static void accepts_an_empty_pool(void **state)
{
	(void)state;
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(HEAD "\"devices\":[],\"routers\":[]}", &config, &problems), 0);
	assert_int_equal(config->router_count, 0);
	fl_config_destroy(config);
}

static void reads_what_a_synthetic_device_offers(void **state)
{
	struct fl_problems problems;
	struct fl_config *config;

	(void)state;
	assert_int_equal(
		parse(HEAD
			"\"devices\":[{\"name\":\"a\",\"kind\":\"Synthetic\"},{\"name\":\"b\",\"kind\":\"Synthetic\","
			"\"packetsPerSecond\":5000,\"frameBytes\":1514}],\"routers\":[]}",
			&config, &problems),
		0);
	assert_int_equal(config->devices[0].kind, FL_DEVICE_SYNTHETIC);
	assert_int_equal(config->devices[0].load.packets_per_second, 0);
	assert_int_equal(config->devices[0].load.frame_bytes, 60);
	assert_int_equal(config->devices[1].load.packets_per_second, 5000);
	assert_int_equal(config->devices[1].load.frame_bytes, 1514);
	fl_config_destroy(config);
}

static void reads_a_shared_device_and_the_places_of_its_interfaces(void **state)
{
	struct fl_problems problems;
	struct fl_config *config;
	const uint8_t x[] = {2, 0, 0, 0, 0, 0x0a}, y[] = {2, 0, 0, 0, 0, 0x0b};

	(void)state;
	assert_int_equal(parse(ON_SHARED(MAC_X, MAC_Y ",\"vlan\":4094"), &config, &problems), 0);
	assert_int_equal(config->devices[0].classification, FL_CLASSIFICATION_CLASSIFIER);
	assert_int_equal(config->devices[0].classifier_worker, 1);
	const struct fl_config_interface *interfaces = config->routers[0].interfaces;
	assert_memory_equal(interfaces[0].mac, x, sizeof(x));
	assert_int_equal(interfaces[0].vlan, 0);
	assert_memory_equal(interfaces[1].mac, y, sizeof(y));
	assert_int_equal(interfaces[1].vlan, 4094);
	// Another place is another definition; another way to classify, or another worker for it, is the same device.
	struct fl_config_router other = config->routers[0];
	assert_true(fl_config_router_same_definition(&config->routers[0], &other));
	other.interfaces[1].vlan = 4093;
	assert_false(fl_config_router_same_definition(&config->routers[0], &other));
	struct fl_config_device device = config->devices[0];
	device.classification = FL_CLASSIFICATION_FIFO;
	device.classifier_worker = 0;
	assert_true(fl_config_device_same(&config->devices[0], &device));
	device.classification = FL_CLASSIFICATION_NONE;
	assert_false(fl_config_device_same(&config->devices[0], &device));
	fl_config_destroy(config);
	// The same MAC twice, in two VLANs.
	assert_int_equal(parse(ON_SHARED(MAC_X, MAC_X ",\"vlan\":1"), &config, &problems), 0);
	fl_config_destroy(config);
}

static void charges_cycles_and_measures_every_dispatch_unless_told_otherwise(void **state)
{
	(void)state;
	static const char *const texts[] = {
		HEAD "\"devices\":[],\"routers\":[]}",
		SCHEDULER("{}"),
		SCHEDULER("{\"policy\":\"Cpu\",\"sampleEvery\":1}"),
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct fl_problems problems;
		struct fl_config *config;
		assert_int_equal(parse(texts[i], &config, &problems), 0);
		assert_int_equal(config->scheduler.policy, FL_POLICY_CPU);
		assert_int_equal(config->scheduler.sample_every, 1);
		fl_config_destroy(config);
	}
}

static void reads_the_policy_the_sampling_and_the_ceilings(void **state)
{
	(void)state;
	static const enum fl_policy policies[] = {
		FL_POLICY_PACKETS, FL_POLICY_CPU, FL_POLICY_MEMORY, FL_POLICY_DOMINANT};
	struct fl_problems problems;
	struct fl_config *config;
	for (size_t i = 0; i < sizeof(policies) / sizeof(*policies); i++) {
		char text[512];
		snprintf(text, sizeof(text), SCHEDULER("{\"policy\":\"%s\",\"sampleEvery\":20}"),
			fl_policy_name(policies[i]));
		assert_int_equal(parse(text, &config, &problems), 0);
		assert_int_equal(config->scheduler.policy, policies[i]);
		assert_int_equal(config->scheduler.sample_every, 20);
		fl_config_destroy(config);
	}
	assert_int_equal(parse(PLACED(PATHS, "\"shares\":[{\"worker\":0,\"sharePpm\":1,\"limitPpm\":250000},"
					     "{\"worker\":1,\"sharePpm\":1}]"),
				 &config, &problems),
		0);
	assert_int_equal(config->routers[0].shares[0].limit_ppm, 250000);
	assert_int_equal(config->routers[0].shares[1].limit_ppm, 0);
	fl_config_destroy(config);
}

static void refuses_what_is_not_json_with_line_and_column(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "{", "{\"a\":1}x", "{'a':1}", "{\"a\":1,\"a\":2}", "nul", "\xff\xfe",
		"{\"a\":99999999999999999999}", "{\"a\":\"\\u0000\"}"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct fl_problems problems;
		struct fl_config *config;
		assert_int_equal(parse(texts[i], &config, &problems), -EBADMSG);
		assert_null(config);
		assert_int_equal(problems.count, 1);
		assert_string_equal(problems.items[0].path, "");
		assert_non_null(strstr(problems.items[0].reason, "is not valid JSON: line "));
	}
}

static void refuses_deep_nesting_without_exhausting_the_stack(void **state)
{
	(void)state;
	enum { DEPTH = 1000000 };
	char *text = malloc(DEPTH);
	assert_non_null(text);
	memset(text, '[', DEPTH);
	struct fl_problems problems = {0};
	struct fl_config *config;
	assert_int_equal(fl_config_parse(text, DEPTH, &config, &problems), -EBADMSG);
	free(text);
}

static void lists_all_mistakes_of_a_document_at_once(void **state)
{
	(void)state;
	static const char *const paths[] = {"generation", "devices[0].kind", "routers[0].name",
		"routers[0].interfaces[0].mtu", "routers[0].interfaces[1].color",
		"routers[0].forwarding.ipRouter.routes[0].to", "routers[1].uid"};
	struct fl_problems problems;
	struct fl_config *config;
	int result =
		parse("{\"forwarderUid\":\"f\",\"generation\":-1,\"buffersPerRouter\":1024,"
		      "\"devices\":[{\"name\":\"d0\",\"kind\":\"Tap\"},{\"name\":\"d1\",\"kind\":"
		      "\"Ring\"}],"
		      "\"routers\":[{\"uid\":\"r\",\"generation\":3,\"name\":\"edge\",\"interfaces\":["
		      "{\"name\":\"wan\",\"device\":\"d0\",\"mtu\":1,\"addresses\":[\"192.0.2.1/24\"]},"
		      "{\"name\":\"lan\",\"device\":\"d1\",\"color\":1,\"addresses\":[\"198.51.100.1/"
		      "24\"]}]," IP_ROUTER("{\"to\":\"x\",\"via\":\"192.0.2.2\"}") "," PATHS "," SHARES "},"
										   "{\"uid\":\"r\",\"generation\":1,"
										   "\"keep\":true}]}",
			&config, &problems);
	assert_int_equal(result, -EINVAL);
	for (size_t i = 0; i < problems.count && i < sizeof(paths) / sizeof(*paths); i++)
		assert_string_equal(problems.items[i].path, paths[i]);
	assert_int_equal(problems.count, sizeof(paths) / sizeof(*paths));
}

static void lists_at_most_100_mistakes(void **state)
{
	(void)state;
	json_t *document = json_pack("{s:s,s:i,s:i,s:[],s:[]}", "forwarderUid", "f", "generation", 1,
		"buffersPerRouter", 1024, "devices", "routers");
	for (int i = 0; i < 150; i++)
		json_array_append_new(json_object_get(document, "routers"), json_integer(i));
	char *text = json_dumps(document, JSON_COMPACT);
	struct fl_problems problems;
	struct fl_config *config;
	assert_int_equal(parse(text, &config, &problems), -EINVAL);
	assert_int_equal(problems.count, 100);
	assert_string_equal(problems.items[99].path, "routers[99]");
	free(text);
	json_decref(document);
}

// count routes, each to a network of its own.
static json_t *routes_make(int count)
{
	json_t *routes = json_array();
	for (int i = 0; i < count; i++) {
		char to[32];
		snprintf(to, sizeof(to), "10.%d.%d.0/24", i / 256, i % 256);
		json_array_append_new(routes, json_pack("{s:s,s:s}", "to", to, "via", "192.0.2.254"));
	}
	return routes;
}

static void accepts_4096_routes_and_refuses_one_more(void **state)
{
	(void)state;
	for (int count = 4096; count <= 4097; count++) {
		json_t *document = json_loads(whole_document, 0, NULL);
		json_t *router = json_array_get(json_object_get(document, "routers"), 0);
		json_t *ip_router = json_object_get(json_object_get(router, "forwarding"), "ipRouter");
		json_object_set_new(ip_router, "routes", routes_make(count));
		char *text = json_dumps(document, JSON_COMPACT);
		struct fl_problems problems;
		struct fl_config *config;
		int result = parse(text, &config, &problems);
		if (count == 4096) {
			assert_int_equal(result, 0);
			assert_int_equal(config->routers[0].route_count, 4096);
		} else {
			assert_int_equal(result, -EINVAL);
			assert_string_equal(problems.items[0].path, "routers[0].forwarding.ipRouter.routes");
			assert_string_equal(problems.items[0].reason, "has 4097 routes, at most 4096 are possible");
		}
		fl_config_destroy(config);
		free(text);
		json_decref(document);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_place_and_the_limit_of_each_mistake),
		cmocka_unit_test(reads_every_field_of_a_valid_document),
		cmocka_unit_test(reads_a_click_graph),
		cmocka_unit_test(sorts_paths_in_the_order_of_the_interfaces),
		cmocka_unit_test(reads_a_router_that_is_kept),
		cmocka_unit_test(reads_a_release_token),
		cmocka_unit_test(accepts_point_to_point_and_host_prefixes),
		cmocka_unit_test(reads_addresses_and_routes_of_both_versions_and_where_they_stand),
		cmocka_unit_test(another_ipv6_route_or_address_is_another_definition),
		cmocka_unit_test(accepts_an_empty_pool),
		cmocka_unit_test(reads_what_a_synthetic_device_offers),
		cmocka_unit_test(reads_a_shared_device_and_the_places_of_its_interfaces),
		cmocka_unit_test(charges_cycles_and_measures_every_dispatch_unless_told_otherwise),
		cmocka_unit_test(reads_the_policy_the_sampling_and_the_ceilings),
		cmocka_unit_test(refuses_what_is_not_json_with_line_and_column),
		cmocka_unit_test(refuses_deep_nesting_without_exhausting_the_stack),
		cmocka_unit_test(lists_all_mistakes_of_a_document_at_once),
		cmocka_unit_test(lists_at_most_100_mistakes),
		cmocka_unit_test(accepts_4096_routes_and_refuses_one_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
