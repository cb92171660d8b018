// Which eBPF programs may run in a path. The code is a tenant's, and runs in the forwarder: rte_bpf's own check lets
// through loads from a packet's metadata and calls, and takes time that grows with the ways through a program. This one
// is linear, comes first, and takes only what ends soon and reads nothing but the packet and its own stack:
//
// - no instruction is reached in more than FL_BPF_WAYS_MAX ways, each of which rte_bpf's check goes by itself: ten
//   conditions in a row took it 0.7 ms, eighteen 0.8 s, twenty-two 7 s;
// - 1 to FL_BPF_INSTRUCTIONS_MAX instructions, of which each runs at most once: jumps lead forward, the last exits;
// - the first is r6 = r1, the packet, and r6 is never written again: LD_ABS and LD_IND, which are bounded, read it;
// - other loads and stores use the stack alone: r10, never written, and an offset from -512 up;
// - no calls, no atomics, no 64-bit immediates (which are addresses to rte_bpf), no instruction with unused fields set;
// - no register is read that some way to it does not set.
//
// Instructions are those of RFC 9669, as rte_bpf runs them. Pure.
#pragma once
#include <bpf_def.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FL_BPF_INSTRUCTIONS_MAX = 256, FL_BPF_WAYS_MAX = 1024, FL_BPF_REASON_SIZE = 128 };

// Whether the program may run; else a sentence in reason (FL_BPF_REASON_SIZE bytes).
bool fl_bpf_check(const struct ebpf_insn *program, size_t count, char *reason);
