// Whether the machine's processors are made by software (QEMU's TCG), which takes their turns for them: the CPU time of a
// thread goes on while its processor waits for the others' turns, for up to 100 ms each.
#pragma once
#include <stdbool.h>

// By the signature that hypervisors give in CPUID leaf 0x40000000. False on other processors than x86.
bool fl_emulation_found(void);
