#include "elements/click/ip_words.h"

#include <rte_tcp.h>
#include <string.h>

struct named {
	const char *name;
	uint32_t value;
};

static const struct named words[] = {
	{"host", FL_IP_WORD_HOST},
	{"net", FL_IP_WORD_NET},
	{"port", FL_IP_WORD_PORT},
	{"proto", FL_IP_WORD_PROTO},
	{"type", FL_IP_WORD_TYPE},
	{"opt", FL_IP_WORD_OPT},
	{"vers", FL_IP_WORD_VERS},
	{"hl", FL_IP_WORD_HL},
	{"id", FL_IP_WORD_ID},
	{"tos", FL_IP_WORD_TOS},
	{"dscp", FL_IP_WORD_DSCP},
	{"ttl", FL_IP_WORD_TTL},
	{"len", FL_IP_WORD_LEN},
	{"frag", FL_IP_WORD_FRAG},
	{"unfrag", FL_IP_WORD_UNFRAG},
	{NULL, 0},
};

// IANA, protocol numbers.
static const struct named protocols[] = {
	{"icmp", 1},
	{"igmp", 2},
	{"ipip", 4},
	{"tcp", 6},
	{"udp", 17},
	{"gre", 47},
	{"esp", 50},
	{"ah", 51},
	{"ospf", 89},
	{"sctp", 132},
	{NULL, 0},
};

// IANA, service names.
static const struct named ports[] = {
	{"echo", 7},
	{"ftp-data", 20},
	{"ftp", 21},
	{"ssh", 22},
	{"telnet", 23},
	{"smtp", 25},
	{"domain", 53},
	{"dns", 53},
	{"bootps", 67},
	{"bootpc", 68},
	{"tftp", 69},
	{"www", 80},
	{"http", 80},
	{"pop3", 110},
	{"ntp", 123},
	{"imap", 143},
	{"snmp", 161},
	{"bgp", 179},
	{"ldap", 389},
	{"https", 443},
	{"syslog", 514},
	{"rip", 520},
	{NULL, 0},
};

static const struct named icmp_types[] = {
	{"echo-reply", 0},
	{"unreachable", 3},
	{"redirect", 5},
	{"echo", 8},
	{"timeexceeded", 11},
	{"parameterproblem", 12},
	{"timestamp", 13},
	{"timestamp-reply", 14},
	{NULL, 0},
};

static const struct named tcp_flags[] = {
	{"fin", RTE_TCP_FIN_FLAG},
	{"syn", RTE_TCP_SYN_FLAG},
	{"rst", RTE_TCP_RST_FLAG},
	{"psh", RTE_TCP_PSH_FLAG},
	{"ack", RTE_TCP_ACK_FLAG},
	{"urg", RTE_TCP_URG_FLAG},
	{NULL, 0},
};

static const struct fl_ip_quantity quantities[] = {
	[FL_IP_WORD_PORT] = {FL_IP_SOURCE_PORT, UINT16_MAX, 0, UINT16_MAX,
		"\"%s\" is no port: a number up to 65535, a range LOW-HIGH or a name like www"},
	[FL_IP_WORD_PROTO] = {FL_IP_PROTOCOL, UINT8_MAX, 0, UINT8_MAX,
		"\"%s\" is no protocol: a number up to 255 or a name like tcp"},
	[FL_IP_WORD_TYPE] = {FL_IP_ICMP_TYPE, UINT8_MAX, 0, UINT8_MAX,
		"\"%s\" is no ICMP type: a number up to 255 or a name like echo"},
	[FL_IP_WORD_OPT] = {FL_IP_TCP_FLAGS, UINT8_MAX, 0, UINT8_MAX,
		"\"%s\" is no TCP flag: fin, syn, rst, psh, ack and urg are"},
	[FL_IP_WORD_VERS] = {FL_IP_VERSION, 0xf, 0, 15, "\"%s\" is no IP version: a number up to 15"},
	[FL_IP_WORD_HL] = {FL_IP_HEADER_LENGTH, 0xf, 0, 15, "\"%s\" is no header length in words: a number up to 15"},
	[FL_IP_WORD_ID] = {FL_IP_ID, UINT16_MAX, 0, UINT16_MAX, "\"%s\" is no identification: a number up to 65535"},
	[FL_IP_WORD_TOS] = {FL_IP_TOS, UINT8_MAX, 0, UINT8_MAX, "\"%s\" is no type of service: a number up to 255"},
	[FL_IP_WORD_DSCP] = {FL_IP_TOS, 0xfc, 2, 63, "\"%s\" is no DSCP: a number up to 63"},
	[FL_IP_WORD_TTL] = {FL_IP_TTL, UINT8_MAX, 0, UINT8_MAX, "\"%s\" is no TTL: a number up to 255"},
	[FL_IP_WORD_LEN] = {FL_IP_LENGTH, UINT16_MAX, 0, UINT16_MAX, "\"%s\" is no length: a number up to 65535"},
};

static bool named_find(const struct named *names, const char *text, uint32_t *value)
{
	for (; names->name != NULL; names++)
		if (strcmp(names->name, text) == 0) {
			*value = names->value;
			return true;
		}
	return false;
}

enum fl_ip_word fl_ip_word_find(const char *text)
{
	uint32_t value;

	return named_find(words, text, &value) ? (enum fl_ip_word)value : FL_IP_WORD_NONE;
}

int fl_ip_protocol_find(const char *text)
{
	uint32_t value;

	return named_find(protocols, text, &value) ? (int)value : -1;
}

const struct fl_ip_quantity *fl_ip_quantity_of(enum fl_ip_word word)
{
	return &quantities[word];
}

static const struct named *names_of(enum fl_ip_word word)
{
	static const struct named none[] = {{NULL, 0}};

	switch (word) {
	case FL_IP_WORD_PORT:
		return ports;
	case FL_IP_WORD_PROTO:
		return protocols;
	case FL_IP_WORD_TYPE:
		return icmp_types;
	case FL_IP_WORD_OPT:
		return tcp_flags;
	default:
		return none;
	}
}

static bool number_read(enum fl_ip_word word, const char *text, uint32_t *value)
{
	uint64_t number;

	// Flags have names only.
	if (word == FL_IP_WORD_OPT || !fl_click_whole_read(text, &number) || number > quantities[word].most)
		return false;
	*value = (uint32_t)number;
	return true;
}

bool fl_ip_value_read(enum fl_ip_word word, const char *text, uint32_t *low, uint32_t *high)
{
	const char *dash = strchr(text, '-');
	char first[8] = "";

	if (named_find(names_of(word), text, low) || number_read(word, text, low)) {
		*high = *low;
		return true;
	}
	if (word != FL_IP_WORD_PORT || dash == NULL || (size_t)(dash - text) >= sizeof(first))
		return false;
	memcpy(first, text, (size_t)(dash - text));
	return number_read(word, first, low) && number_read(word, dash + 1, high) && *low <= *high;
}
