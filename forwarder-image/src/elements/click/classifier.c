// Classifier: compares bytes.
#include <ctype.h>
#include <rte_malloc.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"

enum { CLAUSE_BYTES_MAX = 32, OFFSET_MAX = 2047, CLAUSE_TEXT_SIZE = 160 };

struct clause {
	uint16_t offset, length;
	bool negated;
	uint8_t value[CLAUSE_BYTES_MAX], mask[CLAUSE_BYTES_MAX]; // value has no bits outside mask
};

struct pattern {
	uint32_t first, count; // of its clauses
};

struct config {
	struct fl_click_texts texts;
	struct pattern *patterns; // one for each text
	struct clause *clauses;
};

enum drop { DROP_UNMATCHED };

static const char *const drops[] = {[DROP_UNMATCHED] = "classifier_unmatched", NULL};

static bool clause_matches(const struct clause *clause, struct rte_mbuf *packet)
{
	uint8_t buffer[CLAUSE_BYTES_MAX];
	const uint8_t *bytes = rte_pktmbuf_read(packet, clause->offset, clause->length, buffer);
	bool equal = bytes != NULL;

	for (uint16_t i = 0; equal && i < clause->length; i++)
		equal = (bytes[i] & clause->mask[i]) == clause->value[i];
	return equal != clause->negated;
}

static rte_edge_t classifier_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;

	for (uint32_t i = 0; i < config->texts.count; i++) {
		const struct clause *clause = &config->clauses[config->patterns[i].first];
		uint32_t left = config->patterns[i].count;

		while (left > 0 && clause_matches(clause, packet)) {
			clause++;
			left--;
		}
		if (left == 0)
			return (rte_edge_t)i;
	}
	return fl_click_drop(instance, packet, DROP_UNMATCHED);
}

FL_CLICK_VERDICT_NODE(classifier)

// Hexadecimal digits, two a byte, with ? for digits that may be any where wildcard. How many bytes; 0: it is none.
static uint16_t bytes_read(const char *text, size_t digits, uint8_t *value, uint8_t *mask)
{
	if (digits == 0 || digits % 2 != 0 || digits > 2 * CLAUSE_BYTES_MAX)
		return 0;
	for (size_t i = 0; i < digits; i++) {
		const char digit = text[i];
		bool any = digit == '?' && mask != NULL;
		unsigned int number = isdigit((unsigned char)digit)
					      ? (unsigned int)(digit - '0')
					      : (unsigned int)(tolower((unsigned char)digit) - 'a' + 10);

		if (!any && !isxdigit((unsigned char)digit))
			return 0;
		value[i / 2] = (uint8_t)(value[i / 2] << 4 | (any ? 0 : number));
		if (mask != NULL)
			mask[i / 2] = (uint8_t)(mask[i / 2] << 4 | (any ? 0 : 0xf));
	}
	return (uint16_t)(digits / 2);
}

// "[!]OFFSET/VALUE[%MASK]"
static bool clause_read(const char *word, struct clause *clause)
{
	const char *slash = strchr(word, '/'), *percent = strchr(word, '%');
	uint8_t mask[CLAUSE_BYTES_MAX] = {0};
	char offset[8] = "";
	uint64_t number;
	size_t digits;

	memset(clause, 0, sizeof(*clause));
	clause->negated = *word == '!';
	word += clause->negated;
	if (slash == NULL || slash < word || (size_t)(slash - word) >= sizeof(offset))
		return false;
	memcpy(offset, word, (size_t)(slash - word));
	if (!fl_click_whole_read(offset, &number) || number > OFFSET_MAX)
		return false;
	clause->offset = (uint16_t)number;
	digits = percent != NULL ? (size_t)(percent - slash - 1) : strlen(slash + 1);
	clause->length = bytes_read(slash + 1, digits, clause->value, clause->mask);
	if (clause->length == 0)
		return false;
	if (percent != NULL && bytes_read(percent + 1, strlen(percent + 1), mask, NULL) != clause->length)
		return false;
	for (uint16_t i = 0; i < clause->length; i++) {
		clause->mask[i] = percent != NULL ? clause->mask[i] & mask[i] : clause->mask[i];
		clause->value[i] &= clause->mask[i];
	}
	return true;
}

static uint32_t words_count(const char *text)
{
	char word[CLAUSE_TEXT_SIZE];
	uint32_t count = 0;

	while (fl_click_word_take(&text, word, sizeof(word)) || word[0] != '\0')
		count++;
	return count;
}

static bool pattern_read(
	const struct fl_click_setup *setup, struct config *config, uint32_t index, struct pattern *pattern)
{
	const char *text = config->texts.items[index];
	char word[CLAUSE_TEXT_SIZE];

	if (words_count(text) == 0)
		return fl_click_problem(setup, "PATTERN", (int)index, "is empty: \"-\" matches every packet");
	while (fl_click_word_take(&text, word, sizeof(word)) || word[0] != '\0') {
		if (strcmp(word, "-") == 0)
			continue;
		if (!clause_read(word, &config->clauses[pattern->first + pattern->count]))
			return fl_click_problem(setup, "PATTERN", (int)index,
				"\"%.40s\" is neither - nor of the form OFFSET/VALUE[%%MASK] with OFFSET up to %d and "
				"1 to %d "
				"bytes of VALUE in hexadecimal, like 12/0800",
				word, OFFSET_MAX, CLAUSE_BYTES_MAX);
		pattern->count++;
	}
	return true;
}

static bool classifier_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	uint32_t count = 0;
	bool good = true;

	for (uint32_t i = 0; i < config->texts.count; i++)
		count += words_count(config->texts.items[i]);
	config->patterns = rte_calloc("click_patterns", config->texts.count, sizeof(*config->patterns), 0);
	config->clauses = rte_calloc("click_clauses", count + 1, sizeof(*config->clauses), 0);
	if (config->patterns == NULL || config->clauses == NULL)
		return false;
	count = 0;
	for (uint32_t i = 0; i < config->texts.count; i++) {
		config->patterns[i].first = count;
		good = pattern_read(setup, config, i, &config->patterns[i]) && good;
		count += config->patterns[i].count;
	}
	return good;
}

static void classifier_config_fini(void *place)
{
	struct config *config = place;

	rte_free(config->patterns);
	rte_free(config->clauses);
}

static const struct fl_click_parameter parameters[] = {
	{.name = "PATTERN",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "clauses OFFSET/VALUE[%MASK], all of which must match; - matches every packet"},
	{.name = NULL},
};

const struct fl_click_class fl_click_classifier = {
	.name = "Classifier",
	.node = "click_classifier",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {.per_argument = true},
	.summary = "Sends each packet out by the output of the first pattern that its bytes match.",
	.manual = "`Classifier(12/0806 20/0001, 12/0806 20/0002, 12/0800, -)` parts ARP requests, ARP replies, IPv4 "
		  "and the "
		  "rest. OFFSET counts from the packet's first byte, VALUE and MASK are hexadecimal; a ? in VALUE is a "
		  "digit "
		  "that may be any, and ! before a clause turns it round. A clause beyond the packet's end does not "
		  "match.\n\n"
		  "A packet that no pattern matches is dropped.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.configure = classifier_configure,
	.config_fini = classifier_config_fini,
};
