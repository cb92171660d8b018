// BPFClassifier: an eBPF program says by which output a packet leaves. It is interpreted (docs/adr/0010).
#include "elements/click/base64.h"
#include "elements/click/bpf_check.h"
#include "elements/click/bpf_run.h"
#include "elements/click/instance.h"
#include "elements/click/setup.h"

struct config {
	const char *text;
	struct fl_bpf_program *program;
};

enum drop { DROP_REJECTED };

static const char *const drops[] = {[DROP_REJECTED] = "bpf_classifier_rejected", NULL};

// A packet is not changed by a program: what fl_bpf_check lets through stores to its own stack alone.
static rte_edge_t bpf_classifier_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const uint64_t result = fl_bpf_run(config->program, packet);

	if (unlikely(result == 0 || result > instance->outputs))
		return fl_click_drop(instance, packet, DROP_REJECTED);
	return (rte_edge_t)(result - 1);
}

FL_CLICK_VERDICT_NODE(bpf_classifier)

static bool bpf_configure(struct fl_click_setup *setup, void *place)
{
	struct ebpf_insn program[FL_BPF_INSTRUCTIONS_MAX];
	struct config *config = place;
	char reason[FL_BPF_REASON_SIZE];
	size_t bytes = sizeof(program);

	if (!fl_base64_read(config->text, (uint8_t *)program, &bytes) || bytes % sizeof(program[0]) != 0)
		return fl_click_problem(setup, "PROGRAM", -1,
			"must be base64 of at most %d instructions of %zu bytes each", FL_BPF_INSTRUCTIONS_MAX,
			sizeof(program[0]));
	if (!fl_bpf_check(program, bytes / sizeof(program[0]), reason))
		return fl_click_problem(setup, "PROGRAM", -1, "%s", reason);
	config->program = fl_bpf_program_create(program, bytes / sizeof(program[0]));
	return config->program != NULL || fl_click_problem(setup, "PROGRAM", -1, "there is no memory for it");
}

static void bpf_config_fini(void *place)
{
	fl_bpf_program_destroy(((struct config *)place)->program);
}

static const struct fl_click_parameter parameters[] = {
	{.name = "PROGRAM",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, text),
		.required = true,
		.description = "the instructions, eight bytes each, in base64"},
	{.name = NULL},
};

const struct fl_click_class fl_click_bpf_classifier = {
	.name = "BPFClassifier",
	.node = "click_bpf_classifier",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 64},
	.summary = "Sends each packet out by the output that an eBPF program names.",
	.manual =
		"The program is called with the packet in r1. What it returns is the number of the output and one; a "
		"packet for which it returns 0, or more than there are outputs, is dropped. It is interpreted.\n\n"
		"A program is bounded: at most 256 instructions (RFC 9669), of which each runs at most once: jumps "
		"lead forward. The first is `r6 = r1`, and r6 stays the packet: `LD_ABS` and `LD_IND` load 1, 2 or 4 "
		"bytes of it, in host byte order; one that the packet is too short for ends the program with 0. Other "
		"loads and stores use the stack (r10, 512 bytes, at first all 0) alone. A program sees no address: "
		"r1, r6 and r10 are 0 as numbers. There are no calls, no maps, no atomics and no 64-bit "
		"immediates. What is wrong with a program is said with the number of the instruction.\n\n"
		"The instructions are what `llvm-objcopy -O binary --only-section=.text` leaves of a compiled program.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.configure = bpf_configure,
	.config_fini = bpf_config_fini,
};
