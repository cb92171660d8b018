#include "elements/click/rewrite_spec.h"

#include <rte_byteorder.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8, WORD_SIZE = 64 };

// One text, in words.
struct reader {
	struct fl_click_setup *setup;
	int index;
	uint32_t count;
	char words[WORDS_MAX][WORD_SIZE];
};

static const char parameter[] = "INPUTSPEC";

static bool words_read(struct reader *reader, const char *text)
{
	while (text[strspn(text, " \t\r\n")] != '\0') {
		if (reader->count == WORDS_MAX || !fl_click_word_take(&text, reader->words[reader->count], WORD_SIZE))
			return fl_click_problem(reader->setup, parameter, reader->index,
				"is longer than any of drop, pass OUTPUT, keep FOUTPUT ROUTPUT and pattern");
		reader->count++;
	}
	return true;
}

static bool output_read(const struct reader *reader, const char *word, uint16_t *output)
{
	const uint32_t highest = reader->setup->outputs - 1u;
	uint64_t value;

	if (!fl_click_whole_read(word, &value) || value > highest)
		return fl_click_problem(reader->setup, parameter, reader->index,
			"\"%.40s\" is no output that is connected: the highest is %u", word, highest);
	*output = (uint16_t)value;
	return true;
}

static bool is_dash(const char *word)
{
	return strcmp(word, "-") == 0;
}

static bool address_read(const struct reader *reader, const char *word, bool *sets, uint32_t *address)
{
	*sets = !is_dash(word);
	if (*sets && !fl_click_ip4_read(reader->setup, word, address))
		return fl_click_problem(
			reader->setup, parameter, reader->index, "\"%.40s\" is no IPv4 address, and no -", word);
	*address = rte_cpu_to_be_32(*address);
	return true;
}

static bool port_problem(const struct reader *reader, const char *word, const char *meant)
{
	return fl_click_problem(reader->setup, parameter, reader->index,
		"\"%.40s\" is no %s, and no -: ports are 1 to 65535", word, meant);
}

static bool port_read(const char *word, uint16_t *port)
{
	uint64_t value;

	if (!fl_click_whole_read(word, &value) || value == 0 || value > UINT16_MAX)
		return false;
	*port = (uint16_t)value;
	return true;
}

// "80", "1024-65535", and behind a range # or ?.
static bool source_port_read(const struct reader *reader, const char *text, struct fl_rewrite_pattern *pattern)
{
	char word[WORD_SIZE];
	const size_t length = strlen(text);
	char *dash;

	pattern->sets_source_port = !is_dash(text);
	if (!pattern->sets_source_port)
		return true;
	strcpy(word, text);
	dash = strchr(word, '-');
	if (dash != NULL && (word[length - 1] == '#' || word[length - 1] == '?')) {
		pattern->choice = word[length - 1] == '#' ? FL_REWRITE_SEQUENTIAL : FL_REWRITE_RANDOM;
		word[length - 1] = '\0';
	}
	if (dash != NULL)
		*dash = '\0';
	if (!port_read(word, &pattern->source_port) ||
		!port_read(dash != NULL ? dash + 1 : word, &pattern->last_source_port) ||
		pattern->source_port > pattern->last_source_port)
		return port_problem(reader, text, "port like 80, or range like 1024-65535");
	return true;
}

static bool destination_port_read(const struct reader *reader, const char *word, struct fl_rewrite_pattern *pattern)
{
	pattern->sets_destination_port = !is_dash(word);
	return !pattern->sets_destination_port || port_read(word, &pattern->destination_port) ||
	       port_problem(reader, word, "port like 80");
}

enum { WORD_SADDR = 1, WORD_SPORT, WORD_DADDR, WORD_DPORT, WORD_FOUTPUT, WORD_ROUTPUT, PATTERN_WORDS };

static bool pattern_read(const struct reader *reader, struct fl_rewrite_spec *spec)
{
	struct fl_rewrite_pattern *pattern = &spec->pattern;
	const char(*words)[WORD_SIZE] = reader->words;

	if (reader->count != PATTERN_WORDS)
		return fl_click_problem(reader->setup, parameter, reader->index,
			"must be pattern SADDR SPORT DADDR DPORT FOUTPUT ROUTPUT, like pattern 192.0.2.1 1024-65535 - "
			"- 0 1");
	return address_read(reader, words[WORD_SADDR], &pattern->sets_source, &pattern->source) &&
	       source_port_read(reader, words[WORD_SPORT], pattern) &&
	       address_read(reader, words[WORD_DADDR], &pattern->sets_destination, &pattern->destination) &&
	       destination_port_read(reader, words[WORD_DPORT], pattern) &&
	       output_read(reader, words[WORD_FOUTPUT], &spec->outputs[FL_FLOW_FORWARD]) &&
	       output_read(reader, words[WORD_ROUTPUT], &spec->outputs[FL_FLOW_REPLY]);
}

static bool spec_read(const struct reader *reader, struct fl_rewrite_spec *spec)
{
	const char *name = reader->count > 0 ? reader->words[0] : "";

	if (strcmp(name, "pattern") == 0) {
		spec->action = FL_REWRITE_PATTERN;
		return pattern_read(reader, spec);
	}
	if (strcmp(name, "keep") == 0 && reader->count == 3) {
		spec->action = FL_REWRITE_PATTERN;
		return output_read(reader, reader->words[1], &spec->outputs[FL_FLOW_FORWARD]) &&
		       output_read(reader, reader->words[2], &spec->outputs[FL_FLOW_REPLY]);
	}
	if ((strcmp(name, "pass") == 0 || strcmp(name, "nochange") == 0) && reader->count == 2) {
		spec->action = FL_REWRITE_PASS;
		return output_read(reader, reader->words[1], &spec->outputs[FL_FLOW_FORWARD]);
	}
	spec->action = FL_REWRITE_DROP;
	if ((strcmp(name, "drop") == 0 || strcmp(name, "discard") == 0) && reader->count == 1)
		return true;
	return fl_click_problem(reader->setup, parameter, reader->index,
		"must be drop, pass OUTPUT, keep FOUTPUT ROUTPUT or a pattern, not %.40s", name);
}

bool fl_rewrite_specs_read(
	struct fl_click_setup *setup, const struct fl_click_texts *texts, struct fl_rewrite_spec *specs)
{
	bool good = true;

	if (texts->count > FL_REWRITE_SPECS_MAX)
		return fl_click_problem(
			setup, parameter, -1, "has %u values, and the most is %d", texts->count, FL_REWRITE_SPECS_MAX);
	for (uint32_t i = 0; i < texts->count; i++) {
		struct reader reader = {.setup = setup, .index = (int)i};

		good = words_read(&reader, texts->items[i]) && spec_read(&reader, &specs[i]) && good;
	}
	return good;
}
