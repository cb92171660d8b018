// What each eBPF instruction does: the results are RFC 9669's, worked out by hand.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/click/bpf_check.h"
#include "elements/click/bpf_run.h"

// clang-format off
#define OP(code_, dst, src, off_, imm_) {.code = (code_), .dst_reg = (dst), .src_reg = (src), .off = (off_), .imm = (imm_)}
#define START           OP(EBPF_ALU64 | EBPF_MOV | BPF_X, EBPF_REG_6, EBPF_REG_1, 0, 0)
#define MOV_K(dst, imm) OP(EBPF_ALU64 | EBPF_MOV | BPF_K, dst, 0, 0, imm)
#define EXIT            OP(BPF_JMP | EBPF_EXIT, 0, 0, 0, 0)
// clang-format on

#define CHECKED_RUN(instructions, packet)                                                                              \
	checked_run(instructions, sizeof(instructions) / sizeof((instructions)[0]), packet)

static uint64_t checked_run(const struct ebpf_insn *instructions, size_t count, const struct rte_mbuf *packet)
{
	char reason[FL_BPF_REASON_SIZE];
	struct fl_bpf_program *program;
	uint64_t result;

	if (!fl_bpf_check(instructions, count, reason))
		fail_msg("refused: %s", reason);
	program = fl_bpf_program_create(instructions, count);
	assert_non_null(program);
	result = fl_bpf_run(program, packet);
	fl_bpf_program_destroy(program);
	return result;
}

// A register's value, by the two halves of it: a program has no larger numbers.
#define VALUE(dst, value)                                                                                              \
	OP(BPF_ALU | EBPF_MOV | BPF_K, dst, 0, 0, (int32_t)((value) >> 32)),                                           \
		OP(EBPF_ALU64 | BPF_LSH | BPF_K, dst, 0, 0, 32),                                                       \
		OP(BPF_ALU | EBPF_MOV | BPF_K, EBPF_REG_9, 0, 0, (int32_t)(uint32_t)(value)),                          \
		OP(EBPF_ALU64 | BPF_OR | BPF_X, dst, EBPF_REG_9, 0, 0)

struct calculation {
	uint8_t operation;
	uint64_t a, b, of_32, of_64;
};

static const struct calculation calculations[] = {
	{BPF_ADD, 0xffffffff, 1, 0, 0x100000000},
	{BPF_ADD, UINT64_MAX, 2, 1, 1},
	{BPF_SUB, 0, 1, 0xffffffff, UINT64_MAX},
	{BPF_SUB, 0x500000003, 0x200000001, 2, 0x300000002},
	{BPF_MUL, 0x100000003, 0x100000005, 15, 0x80000000f},
	{BPF_MUL, UINT64_MAX, UINT64_MAX, 1, 1},
	{BPF_DIV, 0x700000064, 7, 14, 0x10000000e},
	{BPF_DIV, UINT64_MAX, 2, 0x7fffffff, INT64_MAX},
	{BPF_DIV, 0x900000009, 0, 0, 0},
	{BPF_DIV, 0x900000009, 0x100000000, 0, 9},
	{BPF_MOD, 0x700000064, 8, 4, 4},
	{BPF_MOD, 0x900000009, 0, 9, 0x900000009},
	{BPF_MOD, 0x900000009, 0x100000000, 9, 9},
	{BPF_OR, 0xf000000f0, 0x10000000f, 0xff, 0xf000000ff},
	{BPF_AND, 0xf000000f3, 0x30000001f, 0x13, 0x300000013},
	{BPF_XOR, 0xf000000f3, 0x30000001f, 0xec, 0xc000000ec},
	{BPF_LSH, 0x80000001, 1, 2, 0x100000002},
	{BPF_LSH, 0x100000001, 33, 2, 0x200000000},
	{BPF_LSH, 3, 64, 3, 3},
	{BPF_RSH, 0x8000000080000000, 31, 1, 0x100000001},
	{BPF_RSH, 0x8000000080000000, 63, 1, 1},
	{BPF_RSH, 0x300000004, 64, 4, 0x300000004},
	{EBPF_ARSH, 0x8000000080000000, 31, 0xffffffff, 0xffffffff00000001},
	{EBPF_ARSH, 0x4000000040000000, 62, 1, 1},
	{EBPF_MOV, 7, 0x8000000080000001, 0x80000001, 0x8000000080000001},
};

static void calculations_on_registers_give_what_the_rfc_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(calculations) / sizeof(calculations[0]); i++) {
		const struct calculation *c = &calculations[i];

		for (int wide = 0; wide < 2; wide++) {
			const uint8_t code = (uint8_t)((wide ? EBPF_ALU64 : BPF_ALU) | c->operation | BPF_X);
			const struct ebpf_insn program[] = {START, VALUE(EBPF_REG_0, c->a), VALUE(EBPF_REG_7, c->b),
				OP(code, EBPF_REG_0, EBPF_REG_7, 0, 0), EXIT};

			if (CHECKED_RUN(program, NULL) != (wide ? c->of_64 : c->of_32))
				fail_msg("calculation %zu, %d bits", i, wide ? 64 : 32);
		}
	}
}

// As many as are numbers of 31 bits or less, and not refused: no division by 0, no shift beyond the width.
static void calculations_with_numbers_give_what_those_on_registers_do(void **state)
{
	size_t done = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(calculations) / sizeof(calculations[0]); i++) {
		const struct calculation *c = &calculations[i];

		if (c->b == 0 || c->b >= 32)
			continue;
		for (int wide = 0; wide < 2; wide++) {
			const uint8_t code = (uint8_t)((wide ? EBPF_ALU64 : BPF_ALU) | c->operation | BPF_K);
			const struct ebpf_insn program[] = {
				START, VALUE(EBPF_REG_0, c->a), OP(code, EBPF_REG_0, 0, 0, (int32_t)c->b), EXIT};

			assert_int_equal(CHECKED_RUN(program, NULL), wide ? c->of_64 : c->of_32);
			done++;
		}
	}
	assert_true(done > 10);
}

static void a_register_may_be_both_sides_of_a_calculation(void **state)
{
	static const struct {
		uint8_t operation;
		uint64_t value, expected;
	} cases[] = {{BPF_MOD, 2, 0}, {BPF_DIV, 2, 1}, {BPF_LSH, 3, 24}, {BPF_RSH, 66, 16}, {BPF_SUB, 9, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (unsigned int reg = 0; reg < 9; reg++) {
			if (reg == EBPF_REG_6)
				continue;
			const struct ebpf_insn program[] = {START, VALUE(reg, cases[i].value),
				OP((uint8_t)(EBPF_ALU64 | cases[i].operation | BPF_X), reg, reg, 0, 0),
				OP(EBPF_ALU64 | EBPF_MOV | BPF_X, EBPF_REG_0, reg, 0, 0), EXIT};

			assert_int_equal(CHECKED_RUN(program, NULL), cases[i].expected);
		}
}

static void numbers_are_extended_by_their_sign(void **state)
{
	const struct ebpf_insn wide[] = {START, MOV_K(EBPF_REG_0, -2), EXIT};
	const struct ebpf_insn narrow[] = {START, OP(BPF_ALU | EBPF_MOV | BPF_K, EBPF_REG_0, 0, 0, -2), EXIT};
	const struct ebpf_insn negated[] = {
		START, MOV_K(EBPF_REG_0, 2), OP(BPF_ALU | BPF_NEG, EBPF_REG_0, 0, 0, 0), EXIT};
	const struct ebpf_insn negated_wide[] = {
		START, MOV_K(EBPF_REG_0, 2), OP(EBPF_ALU64 | BPF_NEG, EBPF_REG_0, 0, 0, 0), EXIT};

	(void)state;
	assert_true(CHECKED_RUN(wide, NULL) == 0xfffffffffffffffe);
	assert_true(CHECKED_RUN(narrow, NULL) == 0xfffffffe);
	assert_true(CHECKED_RUN(negated, NULL) == 0xfffffffe);
	assert_true(CHECKED_RUN(negated_wide, NULL) == 0xfffffffffffffffe);
}

static void bytes_are_swapped_by_16_32_and_64_bits(void **state)
{
	static const struct {
		uint8_t direction;
		int32_t bits;
		uint64_t expected;
	} cases[] = {{EBPF_TO_BE, 16, 0x0807}, {EBPF_TO_BE, 32, 0x08070605}, {EBPF_TO_BE, 64, 0x0807060504030201},
		{EBPF_TO_LE, 16, 0x0708}, {EBPF_TO_LE, 32, 0x05060708}, {EBPF_TO_LE, 64, 0x0102030405060708}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ebpf_insn program[] = {START, VALUE(EBPF_REG_0, 0x0102030405060708),
			OP((uint8_t)(BPF_ALU | EBPF_END | cases[i].direction), EBPF_REG_0, 0, 0, cases[i].bits), EXIT};

		assert_true(CHECKED_RUN(program, NULL) == cases[i].expected);
	}
}

// Whether each condition holds for the destination below, equal to and above the source, as numbers without a sign; the
// values differ in sign, so those with a sign order them the other way round.
static void jumps_compare_64_bits_with_and_without_sign(void **state)
{
	static const struct {
		uint8_t operation;
		bool below, equal, above;
	} cases[] = {{BPF_JEQ, false, true, false}, {EBPF_JNE, true, false, true}, {BPF_JGT, false, false, true},
		{BPF_JGE, false, true, true}, {EBPF_JLT, true, false, false}, {EBPF_JLE, true, true, false},
		{EBPF_JSGT, true, false, false}, {EBPF_JSGE, true, true, false}, {EBPF_JSLT, false, false, true},
		{EBPF_JSLE, false, true, true}};
	static const uint64_t low = 5, high = 0xfffffffffffffff0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int side = 0; side < 3; side++)
			for (int number = 0; number < 2; number++) {
				const uint64_t a = side == 0 ? low : high, b = side == 2 ? low : high;
				const bool holds = side == 0   ? cases[i].below
						   : side == 1 ? cases[i].equal
							       : cases[i].above;
				const struct ebpf_insn program[] = {START, VALUE(EBPF_REG_3, a), VALUE(EBPF_REG_4, b),
					MOV_K(EBPF_REG_0, 1),
					OP((uint8_t)(BPF_JMP | cases[i].operation | (number ? BPF_K : BPF_X)),
						EBPF_REG_3, number ? 0 : EBPF_REG_4, 1, number ? (int32_t)b : 0),
					MOV_K(EBPF_REG_0, 0), EXIT};

				assert_int_equal(CHECKED_RUN(program, NULL), holds);
			}
}

static void jset_tests_all_64_bits_of_its_number(void **state)
{
	static const struct {
		uint64_t value;
		int32_t number;
		bool holds;
	} cases[] = {
		{0x100, -128, true}, {0x100, 127, false}, {1ull << 63, -1, true}, {0x80, 0x180, true}, {0, -1, false}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ebpf_insn program[] = {START, VALUE(EBPF_REG_3, cases[i].value), MOV_K(EBPF_REG_0, 1),
			OP(BPF_JMP | BPF_JSET | BPF_K, EBPF_REG_3, 0, 1, cases[i].number), MOV_K(EBPF_REG_0, 0), EXIT};

		assert_int_equal(CHECKED_RUN(program, NULL), cases[i].holds);
	}
}

// Eight bytes in a buffer of 5 and one of 3, among others that no program may read.
static void loads_stay_within_the_packet_whatever_their_index(void **state)
{
	uint8_t first[] = {0xee, 1, 2, 3, 4, 5, 0xee, 0xee, 0xee, 0xee}, second[] = {6, 7, 8, 0xee, 0xee, 0xee, 0xee};
	struct rte_mbuf tail = {.buf_addr = second, .data_len = 3};
	struct rte_mbuf packet = {
		.buf_addr = first, .data_off = 1, .data_len = 5, .pkt_len = 8, .nb_segs = 2, .next = &tail};
	static const struct {
		uint64_t index;
		int32_t number;
		uint8_t size;
		uint64_t expected;
	} cases[] = {{0, 0, BPF_B, 1}, {1, 1, BPF_H, 0x0304}, {1, 0, BPF_W, 0x02030405}, {2, 0, BPF_W, 0x03040506},
		{4, 0, BPF_H, 0x0506}, {9, -1 - 1, BPF_B, 8}, {8, 0, BPF_B, 0}, {5, 0, BPF_W, 0}, {0, -1, BPF_B, 0},
		{0, -1, BPF_W, 0}, {0xfffffffe, 0, BPF_W, 0}, {0xffffffff, 2, BPF_B, 2}, {1ull << 63, 0, BPF_B, 1},
		{0x7fffffff, 0x7fffffff, BPF_H, 0}, {UINT64_MAX, 0, BPF_B, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct ebpf_insn program[] = {START, VALUE(EBPF_REG_7, cases[i].index),
			OP((uint8_t)(BPF_LD | BPF_IND | cases[i].size), 0, EBPF_REG_7, 0, cases[i].number), EXIT};

		if (CHECKED_RUN(program, &packet) != cases[i].expected)
			fail_msg("load %zu gives 0x%lx", i, CHECKED_RUN(program, &packet));
	}
}

static void the_stack_begins_as_zeroes_each_time(void **state)
{
	const struct ebpf_insn program[] = {START, OP(BPF_LDX | BPF_MEM | EBPF_DW, EBPF_REG_0, EBPF_REG_10, -512, 0),
		OP(BPF_ST | BPF_MEM | EBPF_DW, EBPF_REG_10, 0, -512, -1), EXIT};

	(void)state;
	assert_int_equal(CHECKED_RUN(program, NULL), 0);
	assert_int_equal(CHECKED_RUN(program, NULL), 0);
}

static void the_stack_keeps_values_by_their_size(void **state)
{
	const struct ebpf_insn program[] = {START, VALUE(EBPF_REG_1, 0x1122334455667788),
		OP(BPF_STX | BPF_MEM | EBPF_DW, EBPF_REG_10, EBPF_REG_1, -8, 0),
		OP(BPF_STX | BPF_MEM | BPF_B, EBPF_REG_10, EBPF_REG_1, -1, 0),
		OP(BPF_ST | BPF_MEM | BPF_H, EBPF_REG_10, 0, -4, -2),
		OP(BPF_STX | BPF_MEM | BPF_W, EBPF_REG_10, EBPF_REG_1, -8, 0),
		OP(BPF_LDX | BPF_MEM | EBPF_DW, EBPF_REG_0, EBPF_REG_10, -8, 0), EXIT};
	const struct ebpf_insn half[] = {START, OP(BPF_ST | BPF_MEM | BPF_W, EBPF_REG_10, 0, -4, -2),
		OP(BPF_LDX | BPF_MEM | BPF_H, EBPF_REG_0, EBPF_REG_10, -4, 0), EXIT};

	(void)state;
	assert_true(CHECKED_RUN(program, NULL) == 0x8822fffe55667788);
	assert_int_equal(CHECKED_RUN(half, NULL), 0xfffe);
}

static void a_program_is_shown_no_address(void **state)
{
	static const unsigned int registers[] = {EBPF_REG_1, EBPF_REG_6, EBPF_REG_10};

	(void)state;
	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		const struct ebpf_insn program[] = {
			START, OP(EBPF_ALU64 | EBPF_MOV | BPF_X, EBPF_REG_0, registers[i], 0, 0), EXIT};

		assert_int_equal(CHECKED_RUN(program, NULL), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calculations_on_registers_give_what_the_rfc_says),
		cmocka_unit_test(calculations_with_numbers_give_what_those_on_registers_do),
		cmocka_unit_test(a_register_may_be_both_sides_of_a_calculation),
		cmocka_unit_test(numbers_are_extended_by_their_sign),
		cmocka_unit_test(bytes_are_swapped_by_16_32_and_64_bits),
		cmocka_unit_test(jumps_compare_64_bits_with_and_without_sign),
		cmocka_unit_test(jset_tests_all_64_bits_of_its_number),
		cmocka_unit_test(loads_stay_within_the_packet_whatever_their_index),
		cmocka_unit_test(the_stack_begins_as_zeroes_each_time),
		cmocka_unit_test(the_stack_keeps_values_by_their_size),
		cmocka_unit_test(a_program_is_shown_no_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
