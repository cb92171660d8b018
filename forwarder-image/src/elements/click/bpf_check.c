#include "elements/click/bpf_check.h"

#include <stdarg.h>
#include <stdio.h>

enum {
	STACK_BYTES = 512,
	PACKET = 1 << EBPF_REG_1,
	STACK = 1 << EBPF_REG_10,
	SCRATCH = 0x3f, // r0 to r5, which a load from the packet leaves without a value
};

struct check {
	const struct ebpf_insn *program;
	size_t count, at;
	uint16_t set[FL_BPF_INSTRUCTIONS_MAX]; // registers that every way to an instruction sets
	bool reached[FL_BPF_INSTRUCTIONS_MAX]; // some way leads to the instruction
	char *reason;
};

static bool refuse(const struct check *check, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool refuse(const struct check *check, const char *format, ...)
{
	int length = snprintf(check->reason, FL_BPF_REASON_SIZE, "instruction %zu ", check->at);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(check->reason + length, FL_BPF_REASON_SIZE - (size_t)length, format, arguments);
	va_end(arguments);
	return false;
}

static const struct ebpf_insn *now(const struct check *check)
{
	return &check->program[check->at];
}

static bool reads(const struct check *check, unsigned int reg)
{
	if ((check->set[check->at] >> reg & 1) != 0)
		return true;
	return refuse(check, "reads r%u, which not every way to it sets", reg);
}

static bool registers_exist(const struct check *check)
{
	const unsigned int most = EBPF_REG_10;

	if (now(check)->dst_reg <= most && now(check)->src_reg <= most)
		return true;
	return refuse(check, "names r%u: the last register is r10",
		now(check)->dst_reg > most ? now(check)->dst_reg : now(check)->src_reg);
}

// Whether the register may be written.
static bool writes(const struct check *check, unsigned int reg)
{
	if (reg == EBPF_REG_10)
		return refuse(check, "writes r10, the stack's address");
	if (reg == EBPF_REG_6 && check->at != 0)
		return refuse(check, "writes r6, which is the packet throughout");
	return true;
}

// The next instruction may be reached with these registers set.
static bool reach(struct check *check, size_t next, uint16_t set)
{
	if (next >= check->count)
		return refuse(check, "leads beyond the last instruction, %zu", check->count - 1);
	check->set[next] = check->reached[next] ? check->set[next] & set : set;
	check->reached[next] = true;
	return true;
}

static bool size_exists(const struct check *check, unsigned int most)
{
	const unsigned int size = BPF_SIZE(now(check)->code);
	const unsigned int bytes = size == BPF_B ? 1 : size == BPF_H ? 2 : size == BPF_W ? 4 : 8;

	return bytes <= most || refuse(check, "loads %u bytes of the packet: the most is %u", bytes, most);
}

// LD_ABS, LD_IND: R0 = what is in the packet at imm, or at src + imm.
static bool packet_load(struct check *check)
{
	const struct ebpf_insn *ins = now(check);
	const unsigned int mode = BPF_MODE(ins->code);

	if (mode != BPF_ABS && mode != BPF_IND)
		return refuse(check, "(0x%02x) is a load that is not taken: of the packet are BPF_ABS and BPF_IND",
			ins->code);
	if (ins->dst_reg != 0 || ins->off != 0 || (mode == BPF_ABS && ins->src_reg != 0))
		return refuse(check, "has a field set that it does not use");
	if (!size_exists(check, 4) || (mode == BPF_IND && !reads(check, ins->src_reg)))
		return false;
	if (mode == BPF_ABS && ins->imm < 0)
		return refuse(check, "loads from %d: offsets begin at 0", ins->imm);
	return reach(check, check->at + 1, (uint16_t)((check->set[check->at] & ~SCRATCH) | 1 << EBPF_REG_0));
}

static bool stack_is_meant(const struct check *check, unsigned int base)
{
	const struct ebpf_insn *ins = now(check);
	const unsigned int size = BPF_SIZE(ins->code);
	const int bytes = size == BPF_B ? 1 : size == BPF_H ? 2 : size == BPF_W ? 4 : 8;

	if (BPF_MODE(ins->code) != BPF_MEM)
		return refuse(
			check, "(0x%02x) is an access to memory that is not taken: there is BPF_MEM alone", ins->code);
	if (base != EBPF_REG_10)
		return refuse(check, "uses memory at r%u: only the stack may be, at r10", base);
	if (ins->off < -STACK_BYTES || ins->off > -bytes)
		return refuse(
			check, "uses %d bytes at r10%+d: the stack is from -%d to -1", bytes, ins->off, STACK_BYTES);
	if (ins->off % bytes != 0)
		return refuse(check, "uses %d bytes at r10%+d, which is no multiple of %d", bytes, ins->off, bytes);
	return true;
}

static bool stack_load(struct check *check)
{
	const struct ebpf_insn *ins = now(check);

	if (ins->imm != 0)
		return refuse(check, "has a field set that it does not use");
	return stack_is_meant(check, ins->src_reg) && writes(check, ins->dst_reg) &&
	       reach(check, check->at + 1, (uint16_t)(check->set[check->at] | 1 << ins->dst_reg));
}

static bool stack_store(struct check *check)
{
	const struct ebpf_insn *ins = now(check);
	const bool from_register = BPF_CLASS(ins->code) == BPF_STX;

	if (from_register ? ins->imm != 0 : ins->src_reg != 0)
		return refuse(check, "has a field set that it does not use");
	return stack_is_meant(check, ins->dst_reg) && (!from_register || reads(check, ins->src_reg)) &&
	       reach(check, check->at + 1, check->set[check->at]);
}

static bool operation_exists(const struct check *check)
{
	const struct ebpf_insn *ins = now(check);
	const unsigned int operation = BPF_OP(ins->code);

	if (operation > EBPF_END || (operation == BPF_NEG && BPF_SRC(ins->code) != BPF_K))
		return refuse(check, "(0x%02x) is no operation", ins->code);
	if (operation == EBPF_END &&
		(BPF_CLASS(ins->code) != BPF_ALU || (ins->imm != 16 && ins->imm != 32 && ins->imm != 64)))
		return refuse(check, "swaps %d bits: 16, 32 or 64 may be", ins->imm);
	if ((operation == BPF_DIV || operation == BPF_MOD) && BPF_SRC(ins->code) == BPF_K && ins->imm == 0)
		return refuse(check, "divides by 0");
	if ((operation == BPF_LSH || operation == BPF_RSH || operation == EBPF_ARSH) && BPF_SRC(ins->code) == BPF_K &&
		(ins->imm < 0 || ins->imm >= (BPF_CLASS(ins->code) == BPF_ALU ? 32 : 64)))
		return refuse(check, "shifts by %d: below the register's width may be", ins->imm);
	return true;
}

static bool calculation(struct check *check)
{
	const struct ebpf_insn *ins = now(check);
	const unsigned int operation = BPF_OP(ins->code);
	const bool of_register = BPF_SRC(ins->code) == BPF_X && operation != EBPF_END && operation != BPF_NEG;

	if (ins->off != 0 || (of_register ? ins->imm != 0 : ins->src_reg != 0))
		return refuse(check, "has a field set that it does not use");
	if (!operation_exists(check) || (of_register && !reads(check, ins->src_reg)))
		return false;
	if ((operation != EBPF_MOV && !reads(check, ins->dst_reg)) || !writes(check, ins->dst_reg))
		return false;
	return reach(check, check->at + 1, (uint16_t)(check->set[check->at] | 1 << ins->dst_reg));
}

// An exit has no operands, JA no registers and no number.
static bool jump_is_plain(const struct check *check)
{
	const struct ebpf_insn *ins = now(check);
	const unsigned int operation = BPF_OP(ins->code);

	if (operation == EBPF_EXIT || operation == BPF_JA)
		return BPF_SRC(ins->code) == BPF_K && ins->dst_reg == 0 && ins->src_reg == 0 && ins->imm == 0 &&
		       (operation == BPF_JA || ins->off == 0);
	return BPF_SRC(ins->code) == BPF_X ? ins->imm == 0 : ins->src_reg == 0;
}

static bool jump(struct check *check)
{
	const struct ebpf_insn *ins = now(check);
	const unsigned int operation = BPF_OP(ins->code);
	const bool of_register = BPF_SRC(ins->code) == BPF_X;
	const uint16_t set = check->set[check->at];

	if (operation == EBPF_CALL)
		return refuse(check, "is a call: there is nothing to call");
	if (!jump_is_plain(check))
		return refuse(check, "has a field set that it does not use");
	if (operation == EBPF_EXIT)
		return reads(check, EBPF_REG_0);
	if (operation > EBPF_JSLE)
		return refuse(check, "(0x%02x) is no jump", ins->code);
	if (ins->off < 0)
		return refuse(check, "jumps back by %d: each instruction runs once at most", -ins->off - 1);
	if (operation == BPF_JA)
		return reach(check, check->at + 1 + (size_t)ins->off, set);
	if (!reads(check, ins->dst_reg) || (of_register && !reads(check, ins->src_reg)))
		return false;
	return reach(check, check->at + 1, set) && reach(check, check->at + 1 + (size_t)ins->off, set);
}

static bool instruction_check(struct check *check)
{
	switch (BPF_CLASS(now(check)->code)) {
	case BPF_LD:
		return packet_load(check);
	case BPF_LDX:
		return stack_load(check);
	case BPF_ST:
	case BPF_STX:
		return stack_store(check);
	case BPF_ALU:
	case EBPF_ALU64:
		return calculation(check);
	case BPF_JMP:
		return jump(check);
	default:
		return refuse(check, "(0x%02x) is of no class that runs", now(check)->code);
	}
}

static bool start_is_good(struct check *check)
{
	const struct ebpf_insn *ins = now(check);

	if (ins->code == (EBPF_ALU64 | EBPF_MOV | BPF_X) && ins->dst_reg == EBPF_REG_6 && ins->src_reg == EBPF_REG_1 &&
		ins->off == 0 && ins->imm == 0)
		return true;
	return refuse(check, "must be r6 = r1, the packet");
}

bool fl_bpf_check(const struct ebpf_insn *program, size_t count, char *reason)
{
	struct check check = {.program = program, .count = count, .reason = reason};

	if (count == 0 || count > FL_BPF_INSTRUCTIONS_MAX) {
		snprintf(reason, FL_BPF_REASON_SIZE, "it has %zu instructions: 1 to %d may be", count,
			FL_BPF_INSTRUCTIONS_MAX);
		return false;
	}
	check.set[0] = PACKET | STACK;
	check.reached[0] = true;
	if (!start_is_good(&check))
		return false;
	for (; check.at < count; check.at++) {
		if (!check.reached[check.at])
			return refuse(&check, "is never reached");
		if (!registers_exist(&check) || !instruction_check(&check))
			return false;
	}
	return true;
}
