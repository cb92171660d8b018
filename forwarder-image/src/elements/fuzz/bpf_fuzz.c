// libFuzzer: any bytes are a program that fl_bpf_check either refuses, with a reason, or takes; and one that it takes, walked
// along any way through it, ends within as many instructions as it has, reads no register that the way has not set, and
// uses no memory but its stack. The way is chosen by the input, so what the program computes does not matter.
// Run, it reads nothing outside a packet in one buffer or two, uses no stack but its own, and gives the same again.
#include <rte_mbuf.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/bpf_check.h"
#include "elements/click/bpf_run.h"

enum { PACKET_BYTES = 96 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool holds)
{
	if (!holds)
		abort();
}

struct walk {
	const struct ebpf_insn *program;
	size_t count, at, steps;
	uint32_t set; // registers that have a value
};

static void read_register(const struct walk *walk, unsigned int reg)
{
	expect(reg <= EBPF_REG_10 && (walk->set >> reg & 1) != 0);
}

static void write_register(struct walk *walk, unsigned int reg)
{
	expect(reg < EBPF_REG_10 && (reg != EBPF_REG_6 || walk->at == 0));
	walk->set |= 1u << reg;
}

static void use_stack(unsigned int base, int offset, unsigned int code)
{
	static const int sizes[] = {[BPF_W >> 3] = 4, [BPF_H >> 3] = 2, [BPF_B >> 3] = 1, [EBPF_DW >> 3] = 8};
	const int bytes = sizes[BPF_SIZE(code) >> 3];

	expect(base == EBPF_REG_10 && offset >= -512 && offset + bytes <= 0 && BPF_MODE(code) == BPF_MEM);
}

static void load_packet(struct walk *walk, const struct ebpf_insn *ins)
{
	expect(BPF_SIZE(ins->code) != EBPF_DW && (BPF_MODE(ins->code) == BPF_ABS || BPF_MODE(ins->code) == BPF_IND));
	if (BPF_MODE(ins->code) == BPF_IND)
		read_register(walk, ins->src_reg);
	read_register(walk, EBPF_REG_6);
	walk->set = (walk->set & ~0x3fu) | 1;
}

static void calculate(struct walk *walk, const struct ebpf_insn *ins)
{
	const unsigned int operation = BPF_OP(ins->code);

	if (BPF_SRC(ins->code) == BPF_X && operation != EBPF_END && operation != BPF_NEG)
		read_register(walk, ins->src_reg);
	if (operation != EBPF_MOV)
		read_register(walk, ins->dst_reg);
	write_register(walk, ins->dst_reg);
}

// The next instruction's distance; 0: the program is over.
static size_t jump(const struct walk *walk, const struct ebpf_insn *ins, bool taken)
{
	const unsigned int operation = BPF_OP(ins->code);

	expect(operation != EBPF_CALL && ins->off >= 0);
	if (operation == EBPF_EXIT) {
		read_register(walk, EBPF_REG_0);
		return 0;
	}
	if (operation == BPF_JA)
		return 1 + (size_t)ins->off;
	read_register(walk, ins->dst_reg);
	if (BPF_SRC(ins->code) == BPF_X)
		read_register(walk, ins->src_reg);
	return taken ? 1 + (size_t)ins->off : 1;
}

// How far it is to the next instruction; 0: the program is over.
static size_t step(struct walk *walk, bool taken)
{
	const struct ebpf_insn *ins = &walk->program[walk->at];

	switch (BPF_CLASS(ins->code)) {
	case BPF_LD:
		load_packet(walk, ins);
		return 1;
	case BPF_LDX:
		use_stack(ins->src_reg, ins->off, ins->code);
		write_register(walk, ins->dst_reg);
		return 1;
	case BPF_STX:
		read_register(walk, ins->src_reg);
		use_stack(ins->dst_reg, ins->off, ins->code);
		return 1;
	case BPF_ST:
		use_stack(ins->dst_reg, ins->off, ins->code);
		return 1;
	case BPF_JMP:
		return jump(walk, ins, taken);
	default:
		calculate(walk, ins);
		return 1;
	}
}

static void walk_through(const struct ebpf_insn *program, size_t count, uint64_t way)
{
	struct walk walk = {.program = program, .count = count, .set = 1u << EBPF_REG_1 | 1u << EBPF_REG_10};
	size_t distance;

	do {
		expect(walk.at < walk.count && walk.steps++ < walk.count);
		distance = step(&walk, (way & 1) != 0);
		way = way >> 1 | way << 63;
		walk.at += distance;
	} while (distance > 0);
}

// The packet lies in one buffer or in two, each of its own size to the byte.
static uint64_t run(const struct fl_bpf_program *program, uint64_t seed, uint16_t first)
{
	uint8_t *head = malloc(first), *tail = malloc((size_t)(PACKET_BYTES - first));
	struct rte_mbuf second = {.buf_addr = tail, .data_len = (uint16_t)(PACKET_BYTES - first)};
	const struct rte_mbuf packet = {.buf_addr = head,
		.data_len = first,
		.pkt_len = PACKET_BYTES,
		.nb_segs = first < PACKET_BYTES ? 2 : 1,
		.next = first < PACKET_BYTES ? &second : NULL};
	uint64_t result;

	for (uint16_t i = 0; i < PACKET_BYTES; i++)
		*(i < first ? head + i : tail + (i - first)) = (uint8_t)(seed >> i % 57);
	result = fl_bpf_run(program, &packet);
	free(head);
	free(tail);
	return result;
}

static void interpret(const struct ebpf_insn *instructions, size_t count, uint64_t seed)
{
	struct fl_bpf_program *program = fl_bpf_program_create(instructions, count);
	uint64_t result;

	expect(program != NULL);
	result = run(program, seed, PACKET_BYTES);
	expect(run(program, seed, (uint16_t)(1 + seed % (PACKET_BYTES - 1))) == result);
	fl_bpf_program_destroy(program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ebpf_insn program[FL_BPF_INSTRUCTIONS_MAX + 1];
	char reason[FL_BPF_REASON_SIZE] = "";
	uint64_t way = 0;

	if (size < sizeof(way))
		return 0;
	memcpy(&way, data, sizeof(way));
	const size_t count = (size - sizeof(way)) / sizeof(program[0]);
	if (count > FL_BPF_INSTRUCTIONS_MAX + 1)
		return 0;
	memcpy(program, data + sizeof(way), count * sizeof(program[0]));
	const bool taken = fl_bpf_check(program, count, reason);
	expect(taken == (reason[0] == '\0') && memchr(reason, '\0', sizeof(reason)) != NULL);
	for (int i = 0; taken && i < 64; i++)
		walk_through(program, count, way >> i | way << ((64 - i) % 64));
	if (taken)
		interpret(program, count, way);
	return 0;
}
