// Which eBPF programs may run in a path. The code is a tenant's, and runs in the forwarder: only what ends soon and reads
// nothing but the packet and its own stack is taken, in time that grows with the number of instructions alone:
//
// - 1 to FL_BPF_INSTRUCTIONS_MAX instructions, of which each runs at most once: jumps lead forward, the last exits;
// - the first is r6 = r1, the packet, and r6 is never written again: LD_ABS and LD_IND, which are bounded, read it;
// - other loads and stores use the stack alone: r10, never written, and an offset from -512 up;
// - no calls, no atomics, no 64-bit immediates (which would be addresses), no instruction with unused fields set;
// - no register is read that some way to it does not set.
//
// Instructions are those of RFC 9669, as fl_bpf_run runs them: it relies on every one of these. Pure.
#pragma once
#include <bpf_def.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FL_BPF_INSTRUCTIONS_MAX = 256, FL_BPF_REASON_SIZE = 128 };

// Whether the program may run; else a sentence in reason (FL_BPF_REASON_SIZE bytes).
bool fl_bpf_check(const struct ebpf_insn *program, size_t count, char *reason);
