// Runs an eBPF program on a packet, one instruction after the other, as RFC 9669 has them: shifts use the low bits of
// their count, a division by 0 gives 0, a remainder by 0 leaves what was divided. LD_ABS and LD_IND load 1, 2 or 4 bytes
// of the packet in host byte order, from src + imm modulo 2^32; beyond the packet they end the program with 0.
//
// Nothing that runs here comes from DPDK's BPF library, whose loader compiles each program (docs/adr/0010). No address is
// shown to a program: r1, r6 and r10 are 0 as numbers. Nothing is left of the program before on the stack: it is zeroes.
#pragma once
#include <bpf_def.h>
#include <rte_mbuf.h>
#include <stddef.h>
#include <stdint.h>

struct fl_bpf_program;

// A copy of instructions that fl_bpf_check takes; NULL: no memory. Ends with fl_bpf_program_destroy, which takes NULL too.
struct fl_bpf_program *fl_bpf_program_create(const struct ebpf_insn *instructions, size_t count);
void fl_bpf_program_destroy(struct fl_bpf_program *program);

// What the program returns for the packet, which is only read. At most as many instructions run as it has. Any thread;
// two may run one program at once.
uint64_t fl_bpf_run(const struct fl_bpf_program *program, const struct rte_mbuf *packet);
