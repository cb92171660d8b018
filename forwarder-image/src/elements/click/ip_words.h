// The words of IPFilter's and IPClassifier's expressions: what they name, and what values they take.
#pragma once
#include "elements/click/ip_expression.h"

enum fl_ip_word {
	FL_IP_WORD_NONE,
	FL_IP_WORD_HOST,
	FL_IP_WORD_NET,
	FL_IP_WORD_PORT,
	FL_IP_WORD_PROTO,
	FL_IP_WORD_TYPE, // of ICMP
	FL_IP_WORD_OPT,  // TCP flags
	FL_IP_WORD_VERS,
	FL_IP_WORD_HL,
	FL_IP_WORD_ID,
	FL_IP_WORD_TOS,
	FL_IP_WORD_DSCP,
	FL_IP_WORD_TTL,
	FL_IP_WORD_LEN,
	FL_IP_WORD_FRAG,
	FL_IP_WORD_UNFRAG,
};

// The numbers of a word.
struct fl_ip_quantity {
	enum fl_ip_field field;
	uint32_t mask;  // of the field
	uint32_t shift; // of the numbers in it
	uint32_t most;
	const char *complaint; // a format for what is no such number
};

// FL_IP_WORD_NONE: it is no type.
enum fl_ip_word fl_ip_word_find(const char *text);
// The protocol of that name, -1: it is none.
int fl_ip_protocol_find(const char *text);
// Of every word but HOST, NET, FRAG and UNFRAG.
const struct fl_ip_quantity *fl_ip_quantity_of(enum fl_ip_word word);
// A number, a name, or of ports a range "LOW-HIGH". False: it is none, or more than the most.
bool fl_ip_value_read(enum fl_ip_word word, const char *text, uint32_t *low, uint32_t *high);
