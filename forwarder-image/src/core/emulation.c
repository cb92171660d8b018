#include "core/emulation.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <stdint.h>
#include <string.h>

enum { FEATURES = 1, HYPERVISOR = 0x40000000 };

bool fl_emulation_found(void)
{
	uint32_t eax, signature[3], ecx, edx;

	// The leaf means nothing where no hypervisor says that it is there.
	if (__get_cpuid(FEATURES, &eax, &signature[0], &ecx, &edx) == 0 || (ecx & (1U << 31)) == 0)
		return false;
	__cpuid(HYPERVISOR, eax, signature[0], signature[1], signature[2]);
	return memcmp(signature, "TCGTCGTCGTCG", sizeof(signature)) == 0;
}
#else
bool fl_emulation_found(void)
{
	return false;
}
#endif
