// eBPF programs: what they do to packets, and which are refused, each with its reason.
#include <bpf_def.h>
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/click/base64.h"
#include "elements/click/bpf_check.h"
#include "elements/testing/click_lab.h"

// clang-format off
#define MOV_X(dst, src)         {.code = EBPF_ALU64 | EBPF_MOV | BPF_X, .dst_reg = (dst), .src_reg = (src)}
#define MOV_K(dst, value)       {.code = EBPF_ALU64 | EBPF_MOV | BPF_K, .dst_reg = (dst), .imm = (value)}
#define ALU_K(op, dst, value)   {.code = EBPF_ALU64 | (op) | BPF_K, .dst_reg = (dst), .imm = (value)}
#define ALU_X(op, dst, src)     {.code = EBPF_ALU64 | (op) | BPF_X, .dst_reg = (dst), .src_reg = (src)}
#define ABS(size, at)           {.code = BPF_LD | BPF_ABS | (size), .imm = (at)}
#define IND(size, src, at)      {.code = BPF_LD | BPF_IND | (size), .src_reg = (src), .imm = (at)}
#define LDX(size, dst, src, at) {.code = BPF_LDX | BPF_MEM | (size), .dst_reg = (dst), .src_reg = (src), .off = (at)}
#define STX(size, dst, src, at) {.code = BPF_STX | BPF_MEM | (size), .dst_reg = (dst), .src_reg = (src), .off = (at)}
#define JMP_K(op, dst, value, to) {.code = BPF_JMP | (op) | BPF_K, .dst_reg = (dst), .off = (to), .imm = (value)}
#define JA(to)                  {.code = BPF_JMP | BPF_JA, .off = (to)}
#define CALL(number)            {.code = BPF_JMP | EBPF_CALL, .imm = (number)}
#define EXIT                    {.code = BPF_JMP | EBPF_EXIT}
#define START                   MOV_X(EBPF_REG_6, EBPF_REG_1)
// clang-format on

static char *element_text(const struct ebpf_insn *program, size_t count)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *bytes = (const uint8_t *)program;
	const size_t size = count * sizeof(*program);
	char *text = NULL;
	size_t length;
	FILE *file = open_memstream(&text, &length);

	fprintf(file, "BPFClassifier; PROGRAM: ");
	for (size_t i = 0; i < size; i += 3) {
		uint32_t bits = (uint32_t)bytes[i] << 16 | (i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0) |
				(i + 2 < size ? bytes[i + 2] : 0);

		fprintf(file, "%c%c%c%c", digits[bits >> 18], digits[bits >> 12 & 63],
			i + 1 < size ? digits[bits >> 6 & 63] : '=', i + 2 < size ? digits[bits & 63] : '=');
	}
	fclose(file);
	return text;
}

static void program_open(struct lab *lab, const struct ebpf_insn *program, size_t count, uint32_t outputs)
{
	char *text = element_text(program, count);

	lab_click_element_open(lab, text, outputs);
	free(text);
}

// IPv4: UDP by output 0, all else by output 1; what is no IPv4 by none.
static void a_program_sends_packets_where_it_says(void **state)
{
	static const struct ebpf_insn program[] = {
		START,
		ABS(BPF_H, 12),
		JMP_K(EBPF_JNE, EBPF_REG_0, 0x0800, 5),
		ABS(BPF_B, 23),
		JMP_K(EBPF_JNE, EBPF_REG_0, 17, 1),
		JA(4),
		MOV_K(EBPF_REG_0, 2),
		EXIT,
		MOV_K(EBPF_REG_0, 0),
		EXIT,
		MOV_K(EBPF_REG_0, 1),
		EXIT,
	};
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	program_open(&lab, program, RTE_DIM(program), 2);
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	frame = lab_click_frame(&lab);
	rte_pktmbuf_mtod_offset(frame, uint8_t *, 23)[0] = 6;
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	frame = lab_click_frame(&lab);
	rte_pktmbuf_mtod_offset(frame, uint8_t *, 12)[1] = 6;
	lab_click_assert_dropped(&lab, frame, "bpf_classifier_rejected");
	lab_click_close(&lab);
}

static void a_load_beyond_the_packet_ends_the_program_with_0(void **state)
{
	static const struct ebpf_insn program[] = {START, ABS(BPF_H, 16), MOV_X(EBPF_REG_7, EBPF_REG_0),
		IND(BPF_W, EBPF_REG_7, 2000), MOV_K(EBPF_REG_0, 1), EXIT};
	struct lab lab;

	(void)state;
	program_open(&lab, program, RTE_DIM(program), 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "bpf_classifier_rejected");
	lab_click_close(&lab);
}

static void a_program_may_keep_things_on_its_stack(void **state)
{
	static const struct ebpf_insn program[] = {
		START,
		ABS(BPF_B, 23),
		STX(EBPF_DW, EBPF_REG_10, EBPF_REG_0, -8),
		ABS(BPF_B, 14),
		LDX(EBPF_DW, EBPF_REG_1, EBPF_REG_10, -8),
		ALU_X(BPF_ADD, EBPF_REG_0, EBPF_REG_1), // 17 and 0x45
		ALU_K(BPF_SUB, EBPF_REG_0, 17 + 0x45 - 3),
		EXIT,
	};
	struct lab lab;

	(void)state;
	program_open(&lab, program, RTE_DIM(program), 3);
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	rte_pktmbuf_free(lab_take(&lab, LAB_D));
	lab_click_close(&lab);
}

struct bad {
	const char *reason;
	size_t count;
	struct ebpf_insn program[6];
};

static const struct bad bad[] = {
	{"instruction 0 must be r6 = r1, the packet", 2, {MOV_K(EBPF_REG_0, 1), EXIT}},
	{"instruction 1 leads beyond the last instruction, 1", 2, {START, MOV_K(EBPF_REG_0, 1)}},
	{"instruction 1 leads beyond the last instruction, 2", 3, {START, JA(5), EXIT}},
	{"instruction 2 jumps back by 1: each instruction runs once at most", 4,
		{START, MOV_K(EBPF_REG_0, 1), JA(-2), EXIT}},
	{"instruction 2 jumps back by 0: each instruction runs once at most", 4,
		{START, MOV_K(EBPF_REG_0, 1), JMP_K(BPF_JEQ, EBPF_REG_0, 1, -1), EXIT}},
	{"instruction 2 is never reached", 4, {START, JA(1), MOV_K(EBPF_REG_0, 1), EXIT}},
	{"instruction 1 is a call: there is nothing to call", 3, {START, CALL(1), EXIT}},
	{"instruction 1 reads r0, which not every way to it sets", 2, {START, EXIT}},
	{"instruction 4 reads r7, which not every way to it sets", 6,
		{START, MOV_K(EBPF_REG_0, 1), JMP_K(BPF_JEQ, EBPF_REG_0, 1, 1), MOV_K(EBPF_REG_7, 1),
			ALU_X(BPF_ADD, EBPF_REG_0, EBPF_REG_7), EXIT}},
	{"instruction 3 reads r1, which not every way to it sets", 5,
		{START, MOV_K(EBPF_REG_1, 1), ABS(BPF_B, 0), MOV_X(EBPF_REG_0, EBPF_REG_1), EXIT}},
	{"instruction 1 writes r6, which is the packet throughout", 3, {START, MOV_K(EBPF_REG_6, 1), EXIT}},
	{"instruction 1 writes r6, which is the packet throughout", 3,
		{START, LDX(EBPF_DW, EBPF_REG_6, EBPF_REG_10, -8), EXIT}},
	{"instruction 1 writes r10, the stack's address", 3, {START, ALU_K(BPF_ADD, EBPF_REG_10, 8), EXIT}},
	{"instruction 1 names r11: the last register is r10", 3, {START, MOV_K(11, 1), EXIT}},
	// The packet's metadata, which rte_bpf would let a program read.
	{"instruction 1 uses memory at r6: only the stack may be, at r10", 3,
		{START, LDX(EBPF_DW, EBPF_REG_0, EBPF_REG_6, 0), EXIT}},
	{"instruction 1 uses memory at r1: only the stack may be, at r10", 3,
		{START, LDX(EBPF_DW, EBPF_REG_0, EBPF_REG_1, 0), EXIT}},
	{"instruction 1 uses memory at r6: only the stack may be, at r10", 3,
		{START, STX(EBPF_DW, EBPF_REG_6, EBPF_REG_1, 0), EXIT}},
	{"instruction 1 uses 8 bytes at r10+0: the stack is from -512 to -1", 3,
		{START, STX(EBPF_DW, EBPF_REG_10, EBPF_REG_1, 0), EXIT}},
	{"instruction 1 uses 8 bytes at r10-520: the stack is from -512 to -1", 3,
		{START, STX(EBPF_DW, EBPF_REG_10, EBPF_REG_1, -520), EXIT}},
	{"instruction 1 uses 8 bytes at r10-12, which is no multiple of 8", 3,
		{START, STX(EBPF_DW, EBPF_REG_10, EBPF_REG_1, -12), EXIT}},
	{"instruction 1 (0xdb) is an access to memory that is not taken: there is BPF_MEM alone", 3,
		{START,
			{.code = BPF_STX | EBPF_XADD | EBPF_DW,
				.dst_reg = EBPF_REG_10,
				.src_reg = EBPF_REG_1,
				.off = -8},
			EXIT}},
	{"instruction 1 (0x18) is a load that is not taken: of the packet are BPF_ABS and BPF_IND", 4,
		{START, {.code = BPF_LD | BPF_IMM | EBPF_DW, .dst_reg = EBPF_REG_0, .imm = 1}, {.imm = 0}, EXIT}},
	{"instruction 1 loads 8 bytes of the packet: the most is 4", 3, {START, ABS(EBPF_DW, 0), EXIT}},
	{"instruction 1 loads from -1: offsets begin at 0", 3, {START, ABS(BPF_B, -1), EXIT}},
	{"instruction 1 reads r7, which not every way to it sets", 3, {START, IND(BPF_B, EBPF_REG_7, 0), EXIT}},
	{"instruction 2 divides by 0", 4, {START, MOV_K(EBPF_REG_0, 1), ALU_K(BPF_DIV, EBPF_REG_0, 0), EXIT}},
	{"instruction 2 shifts by 64: below the register's width may be", 4,
		{START, MOV_K(EBPF_REG_0, 1), ALU_K(BPF_LSH, EBPF_REG_0, 64), EXIT}},
	{"instruction 2 swaps 24 bits: 16, 32 or 64 may be", 4,
		{START, MOV_K(EBPF_REG_0, 1), {.code = BPF_ALU | EBPF_END | EBPF_TO_BE, .imm = 24}, EXIT}},
	{"instruction 1 has a field set that it does not use", 3,
		{START, {.code = EBPF_ALU64 | EBPF_MOV | BPF_K, .imm = 1, .off = 3}, EXIT}},
	{"instruction 2 has a field set that it does not use", 3,
		{START, MOV_K(EBPF_REG_0, 1), {.code = BPF_JMP | EBPF_EXIT, .off = -1}}},
	{"instruction 2 (0xe5) is no jump", 4, {START, MOV_K(EBPF_REG_0, 1), {.code = BPF_JMP | 0xe0}, EXIT}},
	{"instruction 1 (0xe7) is no operation", 3, {START, {.code = EBPF_ALU64 | 0xe0}, EXIT}},
	{"instruction 2 (0x8f) is no operation", 4,
		{START, MOV_K(EBPF_REG_0, 1), {.code = EBPF_ALU64 | BPF_NEG | BPF_X}, EXIT}},
	{"instruction 1 (0x06) is of no class that runs", 3, {START, {.code = BPF_RET}, EXIT}},
};

static void bad_programs_are_refused_with_their_reasons(void **state)
{
	char reason[FL_BPF_REASON_SIZE];

	(void)state;
	for (size_t i = 0; i < RTE_DIM(bad); i++) {
		if (fl_bpf_check(bad[i].program, bad[i].count, reason))
			fail_msg("taken, not: %s", bad[i].reason);
		assert_string_equal(reason, bad[i].reason);
	}
	assert_false(fl_bpf_check(bad[0].program, 0, reason));
	assert_string_equal(reason, "it has 0 instructions: 1 to 256 may be");
	assert_false(fl_bpf_check(bad[0].program, FL_BPF_INSTRUCTIONS_MAX + 1, reason));
}

static void a_refusal_names_the_argument(void **state)
{
	char *text = element_text(bad[1].program, bad[1].count), expected[256];

	(void)state;
	assert_string_equal(lab_click_element_refusal(text, 1),
		"forwarding.click.elements[1].arguments.PROGRAM: instruction 1 leads beyond the last instruction, 1");
	free(text);
	snprintf(expected, sizeof(expected), "%s",
		"forwarding.click.elements[1].arguments.PROGRAM: must be base64 of at most 256 instructions of 8 bytes "
		"each");
	assert_string_equal(lab_click_element_refusal("BPFClassifier; PROGRAM: !", 1), expected);
	assert_string_equal(lab_click_element_refusal("BPFClassifier; PROGRAM: AAAA", 1), expected);
}

// A program of so many conditions in a row, whose ways join again after each; how many instructions it has.
static size_t conditions_write(struct ebpf_insn *program, int conditions)
{
	const struct ebpf_insn start[] = {START, MOV_K(EBPF_REG_7, 0), ABS(BPF_B, 0), MOV_X(EBPF_REG_8, EBPF_REG_0)};
	size_t count = RTE_DIM(start);

	memcpy(program, start, sizeof(start));
	for (int i = 0; i < conditions; i++) {
		program[count++] = (struct ebpf_insn)JMP_K(BPF_JSET, EBPF_REG_8, 1 << (i % 8), 1);
		program[count++] = (struct ebpf_insn)ALU_K(BPF_ADD, EBPF_REG_7, 1 + i);
	}
	program[count++] = (struct ebpf_insn)MOV_K(EBPF_REG_0, 1);
	program[count++] = (struct ebpf_insn)EXIT;
	return count;
}

// 2^120 ways lead through it.
static void a_program_of_many_conditions_in_a_row_is_taken_and_runs(void **state)
{
	struct ebpf_insn program[FL_BPF_INSTRUCTIONS_MAX];
	struct lab lab;

	(void)state;
	program_open(&lab, program, conditions_write(program, 120), 1);
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	lab_click_close(&lab);
}

static void base64_is_read_as_the_rfc_has_it(void **state)
{
	static const struct {
		const char *text, *bytes; // NULL: refused
	} texts[] = {{"", ""}, {"Zg==", "f"}, {"Zm8=", "fo"}, {"Zm9v", "foo"}, {"Zm9vYg==", "foob"},
		{"Zm9v\n YmFy", "foobar"}, {"Zg", NULL}, {"Zg=", NULL}, {"Z", NULL}, {"Zm8==", NULL}, {"Zm9v=", NULL},
		{"Zg==Zg==", NULL}, {"Z-==", NULL}, {"Zm9vYmFyc", NULL}};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(texts); i++) {
		uint8_t bytes[6];
		size_t size = sizeof(bytes);

		assert_int_equal(fl_base64_read(texts[i].text, bytes, &size), texts[i].bytes != NULL);
		if (texts[i].bytes == NULL)
			continue;
		assert_int_equal(size, strlen(texts[i].bytes));
		assert_memory_equal(bytes, texts[i].bytes, size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program_sends_packets_where_it_says),
		cmocka_unit_test(a_load_beyond_the_packet_ends_the_program_with_0),
		cmocka_unit_test(a_program_may_keep_things_on_its_stack),
		cmocka_unit_test(bad_programs_are_refused_with_their_reasons),
		cmocka_unit_test(a_refusal_names_the_argument),
		cmocka_unit_test(a_program_of_many_conditions_in_a_row_is_taken_and_runs),
		cmocka_unit_test(base64_is_read_as_the_rfc_has_it),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
