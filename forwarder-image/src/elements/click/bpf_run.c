#include "elements/click/bpf_run.h"

#include <rte_byteorder.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_BYTES = 512, REGISTERS = EBPF_REG_10 + 1 };

struct fl_bpf_program {
	size_t stack_bytes; // how deep it uses the stack
	struct ebpf_insn instructions[];
};

struct machine {
	const struct rte_mbuf *packet;
	uint64_t registers[REGISTERS];
	_Alignas(uint64_t) uint8_t stack[STACK_BYTES]; // only the program's own depth is set
};

static size_t stack_depth(const struct ebpf_insn *instructions, size_t count)
{
	int depth = 0;

	for (size_t i = 0; i < count; i++) {
		const unsigned int class = BPF_CLASS(instructions[i].code);

		if ((class == BPF_LDX || class == BPF_ST || class == BPF_STX) && -instructions[i].off > depth)
			depth = -instructions[i].off;
	}
	return (size_t)depth;
}

struct fl_bpf_program *fl_bpf_program_create(const struct ebpf_insn *instructions, size_t count)
{
	const size_t size = count * sizeof(*instructions);
	struct fl_bpf_program *program = malloc(sizeof(*program) + size);

	if (program == NULL)
		return NULL;
	program->stack_bytes = stack_depth(instructions, count);
	memcpy(program->instructions, instructions, size);
	return program;
}

void fl_bpf_program_destroy(struct fl_bpf_program *program)
{
	free(program);
}

// Whether so many bytes of the packet, in network byte order, are there; r0 has them then.
static inline bool packet_load(struct machine *machine, uint32_t at, unsigned int size)
{
	rte_be32_t copy;
	const void *bytes = rte_pktmbuf_read(machine->packet, at, size, &copy);
	rte_be32_t word;
	rte_be16_t half;

	if (unlikely(bytes == NULL))
		return false;
	if (size == sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		machine->registers[EBPF_REG_0] = rte_be_to_cpu_32(word);
	} else if (size == sizeof(half)) {
		memcpy(&half, bytes, sizeof(half));
		machine->registers[EBPF_REG_0] = rte_be_to_cpu_16(half);
	} else {
		machine->registers[EBPF_REG_0] = *(const uint8_t *)bytes;
	}
	return true;
}

static uint64_t bytes_swap(const struct ebpf_insn *ins, uint64_t value)
{
	const bool to_big = BPF_SRC(ins->code) == EBPF_TO_BE;

	switch (ins->imm) {
	case 16:
		return to_big ? rte_cpu_to_be_16((uint16_t)value) : rte_cpu_to_le_16((uint16_t)value);
	case 32:
		return to_big ? rte_cpu_to_be_32((uint32_t)value) : rte_cpu_to_le_32((uint32_t)value);
	default:
		return to_big ? rte_cpu_to_be_64(value) : rte_cpu_to_le_64(value);
	}
}

// What each operation makes of the destination, a, and the source, b: both of one unsigned type, whose signed one is s.
#define OPERATIONS(X)                                                                                                  \
	X(BPF_ADD, a + b)                                                                                              \
	X(BPF_SUB, a - b)                                                                                              \
	X(BPF_MUL, a *b)                                                                                               \
	X(BPF_DIV, b != 0 ? a / b : 0)                                                                                 \
	X(BPF_OR, a | b)                                                                                               \
	X(BPF_AND, a &b)                                                                                               \
	X(BPF_LSH, a << (b & (sizeof(a) * 8 - 1)))                                                                     \
	X(BPF_RSH, a >> (b & (sizeof(a) * 8 - 1)))                                                                     \
	X(BPF_MOD, b != 0 ? a % b : a)                                                                                 \
	X(BPF_XOR, a ^ b)                                                                                              \
	X(EBPF_MOV, ((void)a, b))                                                                                      \
	X(EBPF_ARSH, (s)a >> (b & (sizeof(a) * 8 - 1)))

// Which conditions lead a jump on, likewise; they compare 64 bits.
#define CONDITIONS(X)                                                                                                  \
	X(BPF_JEQ, a == b)                                                                                             \
	X(EBPF_JNE, a != b)                                                                                            \
	X(BPF_JGT, a > b)                                                                                              \
	X(BPF_JGE, a >= b)                                                                                             \
	X(EBPF_JLT, a < b)                                                                                             \
	X(EBPF_JLE, a <= b)                                                                                            \
	X(BPF_JSET, (a & b) != 0)                                                                                      \
	X(EBPF_JSGT, (int64_t)a > (int64_t)b)                                                                          \
	X(EBPF_JSGE, (int64_t)a >= (int64_t)b)                                                                         \
	X(EBPF_JSLT, (int64_t)a < (int64_t)b)                                                                          \
	X(EBPF_JSLE, (int64_t)a <= (int64_t)b)

// A number is extended by its sign to the operation's width.
#define NUMBER ((uint64_t)(int64_t)ins->imm)
#define SOURCE (registers[ins->src_reg])

#define CALCULATE(class, unsigned_type, signed_type, form, operand, operation, result)                                 \
	case (class) | (operation) | (form): {                                                                         \
		typedef signed_type s __attribute__((unused));                                                         \
		const unsigned_type a = (unsigned_type)registers[ins->dst_reg];                                        \
		const unsigned_type b = (unsigned_type)(operand);                                                      \
		registers[ins->dst_reg] = (unsigned_type)(result);                                                     \
		break;                                                                                                 \
	}
#define CALCULATE_32_K(operation, result) CALCULATE(BPF_ALU, uint32_t, int32_t, BPF_K, NUMBER, operation, result)
#define CALCULATE_32_X(operation, result) CALCULATE(BPF_ALU, uint32_t, int32_t, BPF_X, SOURCE, operation, result)
#define CALCULATE_64_K(operation, result) CALCULATE(EBPF_ALU64, uint64_t, int64_t, BPF_K, NUMBER, operation, result)
#define CALCULATE_64_X(operation, result) CALCULATE(EBPF_ALU64, uint64_t, int64_t, BPF_X, SOURCE, operation, result)

#define JUMP(form, operand, operation, condition)                                                                      \
	case BPF_JMP | (operation) | (form): {                                                                         \
		const uint64_t a = registers[ins->dst_reg];                                                            \
		const uint64_t b = (operand);                                                                          \
		ins += (condition) ? ins->off : 0;                                                                     \
		break;                                                                                                 \
	}
#define JUMP_K(operation, condition) JUMP(BPF_K, NUMBER, operation, condition)
#define JUMP_X(operation, condition) JUMP(BPF_X, SOURCE, operation, condition)

#define PACKET_LOAD(size, bytes)                                                                                       \
	case BPF_LD | BPF_ABS | (size):                                                                                \
		if (!packet_load(machine, (uint32_t)ins->imm, bytes))                                                  \
			return 0;                                                                                      \
		break;                                                                                                 \
	case BPF_LD | BPF_IND | (size):                                                                                \
		if (!packet_load(machine, (uint32_t)SOURCE + (uint32_t)ins->imm, bytes))                               \
			return 0;                                                                                      \
		break;

// The stack's base, r10, is its end; the check has every access within it, at a multiple of its size.
#define STACK_ACCESS(size, type)                                                                                       \
	case BPF_LDX | BPF_MEM | (size):                                                                               \
		registers[ins->dst_reg] = *(const type *)(stack + ins->off);                                           \
		break;                                                                                                 \
	case BPF_STX | BPF_MEM | (size):                                                                               \
		*(type *)(stack + ins->off) = (type)SOURCE;                                                            \
		break;                                                                                                 \
	case BPF_ST | BPF_MEM | (size):                                                                                \
		*(type *)(stack + ins->off) = (type)NUMBER;                                                            \
		break;

static uint64_t instructions_run(struct machine *machine, const struct ebpf_insn *ins)
{
	uint64_t *const registers = machine->registers;
	uint8_t *const stack = machine->stack + STACK_BYTES;

	for (;; ins++) {
		switch (ins->code) {
			OPERATIONS(CALCULATE_32_K)
			OPERATIONS(CALCULATE_32_X)
			OPERATIONS(CALCULATE_64_K)
			OPERATIONS(CALCULATE_64_X)
			CONDITIONS(JUMP_K)
			CONDITIONS(JUMP_X)
			PACKET_LOAD(BPF_B, 1)
			PACKET_LOAD(BPF_H, 2)
			PACKET_LOAD(BPF_W, 4)
			STACK_ACCESS(BPF_B, uint8_t)
			STACK_ACCESS(BPF_H, uint16_t)
			STACK_ACCESS(BPF_W, uint32_t)
			STACK_ACCESS(EBPF_DW, uint64_t)
		case BPF_ALU | BPF_NEG:
			registers[ins->dst_reg] = (uint32_t)-registers[ins->dst_reg];
			break;
		case EBPF_ALU64 | BPF_NEG:
			registers[ins->dst_reg] = -registers[ins->dst_reg];
			break;
		case BPF_ALU | EBPF_END | EBPF_TO_LE:
		case BPF_ALU | EBPF_END | EBPF_TO_BE:
			registers[ins->dst_reg] = bytes_swap(ins, registers[ins->dst_reg]);
			break;
		case BPF_JMP | BPF_JA:
			ins += ins->off;
			break;
		default: // exit: the check takes no other
			return registers[EBPF_REG_0];
		}
	}
}

uint64_t fl_bpf_run(const struct fl_bpf_program *program, const struct rte_mbuf *packet)
{
	struct machine machine;

	machine.packet = packet;
	machine.registers[EBPF_REG_1] = 0;
	machine.registers[EBPF_REG_10] = 0;
	if (program->stack_bytes > 0)
		memset(machine.stack + STACK_BYTES - program->stack_bytes, 0, program->stack_bytes);
	return instructions_run(&machine, program->instructions);
}
