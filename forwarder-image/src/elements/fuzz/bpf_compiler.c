// Prints in what DPDK's compiler for eBPF differs from its interpreter, and whether the forwarder's own runs as that one:
// docs/adr/0010 says why neither of DPDK's is used; a later DPDK is tried with this. Programs are those that fl_bpf_check
// takes. They run in other processes, which may end by a signal or not at all; what is compiled wrongly may also spoil
// its process, so that one wrong program in a batch can make others of it look wrong.
// Usage: bpf_compiler RANDOM_PROGRAMS [interpreted]. Fails only where the forwarder's own differs from DPDK's
// interpreter; "interpreted" compares those two alone and runs nothing that was compiled.
#include <rte_bpf.h>
#include <rte_log.h>
#include <rte_mbuf.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "elements/click/bpf_check.h"
#include "elements/click/bpf_run.h"

enum { HEADROOM = 128, PACKET_BYTES = 96, SECONDS_MAX = 2, UNITS_MAX = 64, BATCH = 256 };

enum outcome { SAME, ANOTHER_RESULT, NOT_TAKEN, OURS_DIFFERS, SIGNALLED, ENDLESS, OUTCOMES };

static const char *const outcomes[] = {
	[SAME] = "the same result",
	[ANOTHER_RESULT] = "another result",
	[NOT_TAKEN] = "not taken by a check or the compiler",
	[OURS_DIFFERS] = "the forwarder's own interpreter differs",
	[SIGNALLED] = "ended the process",
	[ENDLESS] = "did not end within 2 seconds of processor time",
};

struct code {
	struct ebpf_insn instructions[FL_BPF_INSTRUCTIONS_MAX];
	size_t count;
};

static void put(struct code *code, unsigned int op, unsigned int dst, unsigned int src, int off, int32_t imm)
{
	if (code->count == FL_BPF_INSTRUCTIONS_MAX)
		abort();
	code->instructions[code->count++] = (struct ebpf_insn){.code = (uint8_t)op,
		.dst_reg = (uint8_t)(dst & 15),
		.src_reg = (uint8_t)(src & 15),
		.off = (int16_t)off,
		.imm = imm};
}

static void put_start(struct code *code)
{
	code->count = 0;
	put(code, EBPF_ALU64 | EBPF_MOV | BPF_X, EBPF_REG_6, EBPF_REG_1, 0, 0);
}

static void put_number(struct code *code, unsigned int reg, int32_t number)
{
	put(code, EBPF_ALU64 | EBPF_MOV | BPF_K, reg, 0, 0, number);
}

static void put_exit(struct code *code)
{
	put(code, BPF_JMP | EBPF_EXIT, 0, 0, 0, 0);
}

static enum outcome loaded_compare(const struct code *code, struct rte_bpf *bpf, bool run_compiled)
{
	static uint8_t buffer[HEADROOM + PACKET_BYTES];
	struct rte_mbuf packet = {.buf_addr = buffer,
		.data_off = HEADROOM,
		.data_len = PACKET_BYTES,
		.pkt_len = PACKET_BYTES,
		.nb_segs = 1};
	struct fl_bpf_program *own = fl_bpf_program_create(code->instructions, code->count);
	struct rte_bpf_jit compiled;
	uint64_t expected;

	memset(buffer, 0xee, HEADROOM);
	for (uint8_t i = 0; i < PACKET_BYTES; i++)
		buffer[HEADROOM + i] = i;
	if (own == NULL || rte_bpf_get_jit(bpf, &compiled) != 0)
		abort();
	expected = rte_bpf_exec(bpf, &packet);
	const bool agrees = fl_bpf_run(own, &packet) == expected;
	fl_bpf_program_destroy(own);
	if (!agrees)
		return OURS_DIFFERS;
	if (run_compiled && compiled.func == NULL)
		return NOT_TAKEN;
	return !run_compiled || compiled.func(&packet) == expected ? SAME : ANOTHER_RESULT;
}

static enum outcome compare(const struct code *code, bool run_compiled)
{
	const struct rte_bpf_prm parameters = {
		.ins = code->instructions,
		.nb_ins = (uint32_t)code->count,
		.prog_arg = {.type = RTE_BPF_ARG_PTR_MBUF,
			.size = sizeof(struct rte_mbuf),
			.buf_size = RTE_MBUF_DEFAULT_BUF_SIZE},
	};
	char reason[FL_BPF_REASON_SIZE];
	enum outcome outcome;
	struct rte_bpf *bpf;

	if (!fl_bpf_check(code->instructions, code->count, reason))
		return NOT_TAKEN;
	bpf = rte_bpf_load(&parameters);
	if (bpf == NULL)
		return NOT_TAKEN;
	outcome = loaded_compare(code, bpf, run_compiled);
	rte_bpf_destroy(bpf);
	return outcome;
}

// A family of programs, numbered.
typedef void write_t(struct code *code, uint64_t number);

// How the programs first to end - 1 come out; shared with the process that runs them.
struct tally {
	bool run_compiled;
	uint64_t next;
	uint64_t counts[OUTCOMES];
	uint64_t examples[OUTCOMES]; // a program of each outcome
};

static void programs_run(write_t *write, struct tally *tally, uint64_t end)
{
	static const struct itimerval limit = {.it_value = {.tv_sec = SECONDS_MAX}};
	static struct code code;

	while (tally->next < end) {
		const uint64_t number = tally->next++;

		write(&code, number);
		setitimer(ITIMER_PROF, &limit, NULL); // of processor time: its signal ends the process
		const enum outcome outcome = compare(&code, tally->run_compiled);
		tally->counts[outcome]++;
		tally->examples[outcome] = number;
	}
	_exit(EXIT_SUCCESS);
}

static void family_run(write_t *write, struct tally *tally, uint64_t end)
{
	int status;

	while (tally->next < end) {
		const uint64_t batch = RTE_MIN(end, tally->next + BATCH);
		const pid_t child = fork();

		if (child == 0)
			programs_run(write, tally, batch);
		if (child < 0 || waitpid(child, &status, 0) != child)
			abort();
		if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_SUCCESS) {
			const bool endless = WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF;
			const enum outcome outcome = endless ? ENDLESS : SIGNALLED;

			tally->counts[outcome]++;
			tally->examples[outcome] = tally->next - 1;
		}
	}
}

// Whether the forwarder's own agrees with DPDK's interpreter throughout.
static bool family_print(const char *name, write_t *write, uint64_t programs, bool run_compiled)
{
	struct tally *tally = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	bool agrees;

	if (tally == MAP_FAILED)
		abort();
	tally->run_compiled = run_compiled;
	family_run(write, tally, programs);
	printf("%s\n", name);
	for (size_t i = 0; i < OUTCOMES; i++)
		if (tally->counts[i] > 0)
			printf("  %8lu %s (one: %lu)\n", tally->counts[i], outcomes[i], tally->examples[i]);
	fflush(stdout);
	agrees = tally->counts[OURS_DIFFERS] == 0 && (run_compiled || tally->counts[SAME] > 0);
	munmap(tally, sizeof(*tally));
	return agrees;
}

// r0 & a number of one byte, which the compiled instruction takes for four.
static void jset_write(struct code *code, uint64_t number)
{
	put_start(code);
	put_number(code, EBPF_REG_0, 0x100);
	put(code, BPF_JMP | BPF_JSET | BPF_K, EBPF_REG_0, 0, 1, (int32_t)number - 150);
	put_number(code, EBPF_REG_0, 3);
	put_exit(code);
}

static const uint8_t usable[] = {0, 1, 2, 3, 4, 5, 7, 8, 9};
enum { PAIRS = RTE_DIM(usable) * RTE_DIM(usable) };

static void put_operands(struct code *code, int32_t factor)
{
	put_start(code);
	for (size_t i = 0; i < RTE_DIM(usable); i++) {
		put_number(code, usable[i], factor * (int32_t)(i + 2));
		put(code, EBPF_ALU64 | BPF_LSH | BPF_K, usable[i], 0, 0, 33);
		put(code, EBPF_ALU64 | BPF_ADD | BPF_K, usable[i], 0, 0, 5);
	}
}

// All of them, as one result.
static void put_result(struct code *code)
{
	for (size_t i = 1; i < RTE_DIM(usable); i++) {
		put(code, EBPF_ALU64 | BPF_MUL | BPF_K, EBPF_REG_0, 0, 0, 31);
		put(code, EBPF_ALU64 | BPF_XOR | BPF_X, EBPF_REG_0, usable[i], 0, 0);
	}
	put_exit(code);
}

// The number is of a pair of registers and an operation of a list.
static void pair_write(struct code *code, uint64_t number, const uint8_t *operations, size_t count, int32_t factor)
{
	const uint8_t dst = usable[number % RTE_DIM(usable)], src = usable[number / RTE_DIM(usable) % RTE_DIM(usable)];

	put_operands(code, factor);
	put(code, operations[number / RTE_DIM(usable) / RTE_DIM(usable) % count], dst, src, 0, 0);
	put_result(code);
}

static void divide_write(struct code *code, uint64_t number)
{
	static const uint8_t operations[] = {EBPF_ALU64 | BPF_DIV | BPF_X, EBPF_ALU64 | BPF_MOD | BPF_X,
		BPF_ALU | BPF_DIV | BPF_X, BPF_ALU | BPF_MOD | BPF_X};

	pair_write(code, number, operations, RTE_DIM(operations), 3);
}

static void shift_write(struct code *code, uint64_t number)
{
	static const uint8_t operations[] = {EBPF_ALU64 | BPF_LSH | BPF_X, EBPF_ALU64 | BPF_RSH | BPF_X,
		EBPF_ALU64 | EBPF_ARSH | BPF_X, BPF_ALU | BPF_LSH | BPF_X, BPF_ALU | BPF_RSH | BPF_X};
	const uint8_t src = usable[number / RTE_DIM(usable) % RTE_DIM(usable)];

	put_operands(code, -3);
	put_number(code, src, 5);
	put(code, operations[number / RTE_DIM(usable) / RTE_DIM(usable) % RTE_DIM(operations)],
		usable[number % RTE_DIM(usable)], src, 0, 0);
	put_result(code);
}

static void plain_write(struct code *code, uint64_t number)
{
	static const uint8_t operations[] = {EBPF_ALU64 | BPF_ADD | BPF_X, EBPF_ALU64 | BPF_SUB | BPF_X,
		EBPF_ALU64 | BPF_MUL | BPF_X, EBPF_ALU64 | BPF_OR | BPF_X, EBPF_ALU64 | BPF_AND | BPF_X,
		EBPF_ALU64 | BPF_XOR | BPF_X, EBPF_ALU64 | EBPF_MOV | BPF_X, BPF_ALU | BPF_ADD | BPF_X,
		BPF_ALU | BPF_SUB | BPF_X, BPF_ALU | BPF_MUL | BPF_X, BPF_ALU | BPF_OR | BPF_X,
		BPF_ALU | BPF_AND | BPF_X, BPF_ALU | BPF_XOR | BPF_X, BPF_ALU | EBPF_MOV | BPF_X};

	pair_write(code, number, operations, RTE_DIM(operations), -7);
}

// An exit so many bytes of code after the first: 3 for each move of a register, 7 for one of a number.
static void far_exit_write(struct code *code, uint64_t number)
{
	put_start(code);
	put(code, BPF_LD | BPF_ABS | BPF_B, 0, 0, 0, 12);
	put(code, BPF_JMP | BPF_JEQ | BPF_K, EBPF_REG_0, 0, 2, 12);
	put_number(code, EBPF_REG_0, 5);
	put_exit(code);
	for (uint64_t i = 0; i < number / 4; i++)
		put(code, EBPF_ALU64 | EBPF_MOV | BPF_X, EBPF_REG_7, EBPF_REG_0, 0, 0);
	for (uint64_t i = 0; i < number % 4; i++)
		put_number(code, EBPF_REG_8, 1);
	put_number(code, EBPF_REG_0, 9);
	put_exit(code);
}

// A load at an index below 0, which is none to DPDK's check: it is computed from the packet.
static void load_before_write(struct code *code, uint64_t number)
{
	put_start(code);
	put(code, BPF_LD | BPF_ABS | BPF_B, 0, 0, 0, (int32_t)number);
	put(code, EBPF_ALU64 | BPF_NEG, EBPF_REG_0, 0, 0, 0);
	put(code, BPF_LD | BPF_IND | BPF_B, 0, EBPF_REG_0, 0, 0);
	put_exit(code);
}

struct random_program {
	struct code *code;
	uint64_t state;
	size_t units; // of one instruction or two, which no jump leads between
	size_t starts[UNITS_MAX + 1], jumps[UNITS_MAX];
};

static uint32_t below(struct random_program *random, uint32_t end)
{
	random->state ^= random->state << 13;
	random->state ^= random->state >> 7;
	random->state ^= random->state << 17;
	return (uint32_t)(random->state >> 24) % end;
}

static void random_calculation(struct random_program *random)
{
	static const uint8_t kept[] = {0, 7, 8, 9};
	static const uint8_t operations[] = {BPF_ADD, BPF_SUB, BPF_MUL, BPF_OR, BPF_AND, BPF_XOR, EBPF_MOV};
	const uint32_t class = below(random, 2) ? EBPF_ALU64 : BPF_ALU;
	const uint32_t op = class | operations[below(random, RTE_DIM(operations))];
	const uint8_t dst = kept[below(random, RTE_DIM(kept))];

	if (below(random, 2))
		put(random->code, op | BPF_X, dst, kept[below(random, RTE_DIM(kept))], 0, 0);
	else
		put(random->code, op | BPF_K, dst, 0, 0, (int32_t)below(random, 1 << (1 + below(random, 30))) - 200);
}

// A shift or a division by a register: one of its own, of a small number.
static void random_pair(struct random_program *random)
{
	static const uint8_t operations[] = {BPF_DIV, BPF_MOD, BPF_LSH, BPF_RSH};
	const uint8_t src = (uint8_t)(1 + below(random, 5));
	const uint32_t class = below(random, 2) ? EBPF_ALU64 : BPF_ALU;

	put_number(random->code, src, (int32_t)(1 + below(random, 31)));
	put(random->code, class | operations[below(random, RTE_DIM(operations))] | BPF_X, 7 + below(random, 3), src, 0,
		0);
}

static void random_unit(struct random_program *random)
{
	static const uint8_t conditions[] = {
		BPF_JEQ, EBPF_JNE, BPF_JGT, BPF_JGE, EBPF_JLT, EBPF_JLE, EBPF_JSGT, EBPF_JSGE, EBPF_JSLT, EBPF_JSLE};
	static const uint8_t sizes[] = {BPF_B, BPF_H, BPF_W};

	switch (below(random, 10)) {
	case 0:
	case 1:
	case 2:
		put(random->code, BPF_LD | BPF_ABS | sizes[below(random, 3)], 0, 0, 0, (int32_t)below(random, 97));
		break;
	case 3:
	case 4:
	case 5:
		random->jumps[random->units] = 1;
		put(random->code, BPF_JMP | conditions[below(random, RTE_DIM(conditions))] | BPF_K,
			below(random, 2) ? 0 : 7, 0, 0, (int32_t)below(random, 300) - 20);
		break;
	case 6:
		put_number(random->code, EBPF_REG_0, (int32_t)below(random, 100));
		break;
	case 7:
		random_pair(random);
		break;
	default:
		random_calculation(random);
	}
}

static void random_write(struct code *code, uint64_t number)
{
	struct random_program random = {.code = code, .state = (number + 1) * 0x9e3779b97f4a7c15};
	size_t end;

	put_start(code);
	put_number(code, EBPF_REG_0, (int32_t)number);
	for (unsigned int reg = EBPF_REG_7; reg <= EBPF_REG_9; reg++)
		put_number(code, reg, (int32_t)(number * reg));
	end = 5 + below(&random, UNITS_MAX - 5);
	for (; random.units < end; random.units++) {
		random.starts[random.units] = code->count;
		random_unit(&random);
	}
	random.starts[end] = code->count;
	put_exit(code);
	for (size_t i = 0; i < end; i++)
		if (random.jumps[i] != 0) {
			const size_t to = random.starts[i + 1 + below(&random, (uint32_t)(end - i))];

			code->instructions[random.starts[i]].off = (int16_t)(to - random.starts[i] - 1);
		}
}

struct family {
	const char *name;
	write_t *write;
	uint64_t programs; // 0: as many as are asked for
};

static const struct family families[] = {
	{"plain operations on each pair of registers", plain_write, 14 * PAIRS},
	{"JSET with a number", jset_write, 300},
	{"division by a register", divide_write, 4 * PAIRS},
	{"shift by a register", shift_write, 5 * PAIRS},
	{"an exit far behind the first", far_exit_write, 240},
	{"a load before the packet", load_before_write, PACKET_BYTES},
	{"random programs", random_write, 0},
};

int main(int argc, char **argv)
{
	bool agrees = true;

	if (argc < 2 || (argc == 3 && strcmp(argv[2], "interpreted") != 0) || argc > 3) {
		fprintf(stderr, "usage: bpf_compiler RANDOM_PROGRAMS [interpreted]\n");
		return EXIT_FAILURE;
	}
	rte_log_set_global_level(RTE_LOG_EMERG); // DPDK tells of every program that it does not take
	for (size_t i = 0; i < RTE_DIM(families); i++)
		agrees &= family_print(families[i].name, families[i].write,
			families[i].programs > 0 ? families[i].programs : strtoull(argv[1], NULL, 10), argc == 2);
	return agrees ? EXIT_SUCCESS : EXIT_FAILURE;
}
