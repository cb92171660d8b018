// IPFilter and IPClassifier: rules in an expression language, compiled into one decision program.
#include <rte_malloc.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/ip_expression.h"
#include "elements/click/packet.h"

enum { OUTPUTS_MAX = 64 };

struct config {
	struct fl_click_texts texts;
	struct fl_ip_program program;
};

enum drop { DROP_DENIED, DROP_NO_HEADER };

static const char *const filter_drops[] = {
	[DROP_DENIED] = "ip_filter_denied", [DROP_NO_HEADER] = "ip_filter_no_header", NULL};
static const char *const classifier_drops[] = {
	[DROP_DENIED] = "ip_classifier_unmatched", [DROP_NO_HEADER] = "ip_classifier_no_header", NULL};

static rte_edge_t ip_filter_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const struct rte_ipv4_hdr *ip = fl_click_ip(packet);
	uint16_t outcome;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	outcome = fl_ip_program_run(&config->program, packet, ip);
	return outcome == FL_IP_DENY ? fl_click_drop(instance, packet, DROP_DENIED) : outcome;
}

FL_CLICK_VERDICT_NODE(ip_filter)

// Gives back what the program did not need.
static bool program_fit(struct fl_ip_program *program)
{
	struct fl_ip_test *fitting = rte_realloc(program->tests, (program->count + 1u) * sizeof(*fitting), 0);

	if (fitting == NULL)
		return false;
	program->tests = fitting;
	return true;
}

static bool program_start(struct fl_ip_program *program)
{
	program->tests = rte_malloc("click_ip_program", FL_IP_TESTS_MAX * sizeof(*program->tests), 0);
	program->start = FL_IP_OUTCOME | FL_IP_DENY;
	return program->tests != NULL;
}

static bool classifier_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	bool good = program_start(&config->program);

	// From behind: each rule goes in front of those that it comes before.
	for (int i = (int)config->texts.count - 1; i >= 0 && config->program.tests != NULL; i--)
		good = fl_ip_program_prepend(
			       setup, "PATTERN", i, config->texts.items[i], (uint16_t)i, &config->program) &&
		       good;
	return good && program_fit(&config->program);
}

// The outcome that the rule's first word says. False: it says none.
static bool action_read(const struct fl_click_setup *setup, int index, const char *word, uint16_t *outcome)
{
	uint64_t output;

	*outcome = FL_IP_DENY;
	if (strcmp(word, "deny") == 0 || strcmp(word, "drop") == 0)
		return true;
	if (strcmp(word, "allow") == 0)
		output = 0;
	else if (!fl_click_whole_read(word, &output))
		return fl_click_problem(setup, "RULE", index,
			"\"%.40s\" is no action: allow, deny, drop and the number of an output are", word);
	if (output >= setup->outputs)
		return fl_click_problem(setup, "RULE", index, "sends packets to output %llu, which is not connected",
			(unsigned long long)output);
	*outcome = (uint16_t)output;
	return true;
}

static bool filter_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	bool good = program_start(&config->program);

	for (int i = (int)config->texts.count - 1; i >= 0 && config->program.tests != NULL; i--) {
		const char *text = config->texts.items[i];
		uint16_t outcome;
		char word[64];

		fl_click_word_take(&text, word, sizeof(word));
		good = action_read(setup, i, word, &outcome) &&
		       fl_ip_program_prepend(setup, "RULE", i, text, outcome, &config->program) && good;
	}
	return good && program_fit(&config->program);
}

static void filter_config_fini(void *place)
{
	rte_free(((struct config *)place)->program.tests);
}

#define LANGUAGE                                                                                                       \
	"Expressions are made of primitives with `and`, `or`, `not` (`&&`, `||`, `!`) and parentheses: `src host "     \
	"10.0.0.1`, `dst net 10.0.0.0/8`, `host wan:ip`, `src or dst port 80`, `tcp dst port 1024-2048`, `tcp opt "    \
	"syn`, `icmp type echo`, `proto gre`, `ip vers 4`, `ip hl 5`, `ip id 7`, `ip tos 16`, `ip dscp 46`, `ip ttl "  \
	"< 5`, "                                                                                                       \
	"`ip len > 1000`, `ip frag`, `ip unfrag`; `all` and `-` match every packet, `none` no packet. A value alone "  \
	"has "                                                                                                         \
	"the qualifiers of the one before: `dst port 80 or 443`, `dst port (80 or 443)`. Without `src` or `dst` "      \
	"either "                                                                                                      \
	"may be it. Ports, flags and types match first fragments only: others do not have them."

static const struct fl_click_parameter filter_parameters[] = {
	{.name = "RULE",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "an action (allow, deny, drop, or the number of an output) and an expression"},
	{.name = NULL},
};

static const struct fl_click_parameter classifier_parameters[] = {
	{.name = "PATTERN",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "an expression"},
	{.name = NULL},
};

const struct fl_click_class fl_click_ip_filter = {
	.name = "IPFilter",
	.node = "click_ip_filter",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Lets packets through, or drops them, by the first rule that matches.",
	.manual = "`IPFilter(allow dst port (80 or 443), allow src port 53, deny all)`. The first rule whose "
		  "expression matches "
		  "decides: `allow` is output 0, a number that output, `deny` and `drop` drop the packet; so does the "
		  "end of the "
		  "list. Packets need their IP header noted before (CheckIPHeader).\n\n" LANGUAGE,
	.parameters = filter_parameters,
	.drops = filter_drops,
	.config_size = sizeof(struct config),
	.configure = filter_configure,
	.config_fini = filter_config_fini,
};

const struct fl_click_class fl_click_ip_classifier = {
	.name = "IPClassifier",
	.node = "click_ip_filter",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {.per_argument = true},
	.summary = "Sends each packet out by the output of the first expression that it matches.",
	.manual = "`IPClassifier(tcp, udp dst port 53, -)`. A packet that none matches is dropped. Packets need their "
		  "IP header "
		  "noted before (CheckIPHeader).\n\n" LANGUAGE,
	.parameters = classifier_parameters,
	.drops = classifier_drops,
	.config_size = sizeof(struct config),
	.configure = classifier_configure,
	.config_fini = filter_config_fini,
};
