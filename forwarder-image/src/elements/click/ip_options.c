#include "elements/click/ip_options.h"

#include <string.h>

enum {
	OPTION_END = 0,
	OPTION_NOP = 1,
	OPTION_RECORD_ROUTE = 7,
	OPTION_TIMESTAMP = 68,

	// Octets of an option.
	LENGTH = 1,
	POINTER = 2, // from the option's start, beginning with 1, to where the next entry goes
	OVERFLOW_AND_FLAG = 3,
	RECORD_ROUTE_DATA = 3,
	TIMESTAMP_DATA = 4,

	FLAG_MASK = 0x0f,
	FLAG_TIMES = 0,
	FLAG_ADDRESSES_AND_TIMES = 1,
	FLAG_TIMES_OF_PRESPECIFIED = 3,
	OVERFLOW_UNIT = 0x10,
	OVERFLOW_MAX = 15,
};

// An option that has a length, all of it inside the header.
struct option {
	uint8_t *bytes;
	uint8_t length;
	bool *changed;
};

// An octet of the option that is wrong; -1: none.
enum { GOOD = -1 };

static int record_route(const struct option *option, const struct fl_ip_options_router *router)
{
	const uint8_t pointer = option->length > POINTER ? option->bytes[POINTER] : 0;

	if (option->length < RECORD_ROUTE_DATA)
		return LENGTH;
	if (pointer <= RECORD_ROUTE_DATA)
		return POINTER;
	if (pointer > option->length)
		return GOOD; // full: passed on as it is
	if (pointer - 1 + sizeof(router->address) > option->length)
		return POINTER;
	memcpy(option->bytes + pointer - 1, &router->address, sizeof(router->address));
	option->bytes[POINTER] += sizeof(router->address);
	*option->changed = true;
	return GOOD;
}

static bool is_own(const struct fl_ip_options_router *router, rte_be32_t address)
{
	for (uint32_t i = 0; i < router->other_count; i++)
		if (router->others[i] == address)
			return true;
	return address == router->address;
}

// One more router had no room. Of prespecified times nobody is missed: whoever was to write one has.
static int overflow_count(const struct option *option)
{
	if ((option->bytes[OVERFLOW_AND_FLAG] & FLAG_MASK) == FLAG_TIMES_OF_PRESPECIFIED)
		return GOOD;
	if (option->bytes[OVERFLOW_AND_FLAG] / OVERFLOW_UNIT == OVERFLOW_MAX)
		return OVERFLOW_AND_FLAG;
	option->bytes[OVERFLOW_AND_FLAG] += OVERFLOW_UNIT;
	*option->changed = true;
	return GOOD;
}

// Bytes of an entry; 0: there is no such flag.
static uint8_t entry_size(uint8_t flag)
{
	switch (flag) {
	case FLAG_TIMES:
		return sizeof(uint32_t);
	case FLAG_ADDRESSES_AND_TIMES:
	case FLAG_TIMES_OF_PRESPECIFIED:
		return sizeof(rte_be32_t) + sizeof(uint32_t);
	default:
		return 0;
	}
}

static void entry_write(const struct option *option, uint8_t flag, const struct fl_ip_options_router *router)
{
	uint8_t *entry = option->bytes + option->bytes[POINTER] - 1;
	const rte_be32_t time = rte_cpu_to_be_32(router->since_midnight);
	rte_be32_t asked;

	memcpy(&asked, entry, flag == FLAG_TIMES ? sizeof(time) : sizeof(asked));
	if (flag == FLAG_TIMES_OF_PRESPECIFIED && !is_own(router, asked))
		return;
	if (flag == FLAG_ADDRESSES_AND_TIMES)
		memcpy(entry, &router->address, sizeof(router->address));
	memcpy(entry + entry_size(flag) - sizeof(time), &time, sizeof(time));
	option->bytes[POINTER] += entry_size(flag);
	*option->changed = true;
}

static int timestamp(const struct option *option, const struct fl_ip_options_router *router)
{
	if (option->length < TIMESTAMP_DATA)
		return LENGTH;
	const uint8_t pointer = option->bytes[POINTER], flag = option->bytes[OVERFLOW_AND_FLAG] & FLAG_MASK;
	if (pointer <= TIMESTAMP_DATA)
		return POINTER;
	if (entry_size(flag) == 0)
		return OVERFLOW_AND_FLAG;
	if (pointer > option->length)
		return overflow_count(option);
	if (pointer - 1 + entry_size(flag) > option->length)
		return POINTER;
	entry_write(option, flag, router);
	return GOOD;
}

static int option_process(const struct option *option, const struct fl_ip_options_router *router)
{
	if (option->bytes[0] == OPTION_RECORD_ROUTE)
		return record_route(option, router);
	if (option->bytes[0] == OPTION_TIMESTAMP)
		return timestamp(option, router);
	return GOOD;
}

struct fl_ip_options_result fl_ip_options_process(struct rte_ipv4_hdr *ip, const struct fl_ip_options_router *router)
{
	struct fl_ip_options_result result = {.wrong = FL_IP_OPTIONS_GOOD};
	uint8_t *header = (uint8_t *)ip, *at = header + sizeof(*ip), *end = header + rte_ipv4_hdr_len(ip);

	while (at < end && *at != OPTION_END) {
		if (*at == OPTION_NOP) {
			at++;
			continue;
		}
		int wrong = at + LENGTH == end ? 0 : GOOD;
		if (wrong == GOOD && (at[LENGTH] <= LENGTH || at[LENGTH] > end - at))
			wrong = LENGTH;
		if (wrong == GOOD)
			wrong = option_process(&(struct option){at, at[LENGTH], &result.changed}, router);
		if (wrong != GOOD) {
			result.wrong = (uint8_t)(at - header + wrong);
			break;
		}
		at += at[LENGTH];
	}
	return result;
}
