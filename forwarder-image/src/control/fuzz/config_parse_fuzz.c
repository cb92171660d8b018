// libFuzzer: any bytes are a document that is either read or refused with at least one problem; never both, no crash.
#include <stdlib.h>

#include "control/config_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fl_problems problems; // large; one thread fuzzes
	struct fl_config *config;
	problems.count = 0;
	int result = fl_config_parse((const char *)data, size, &config, &problems);
	if ((result == 0) != (config != NULL) || (result == 0) != fl_problems_empty(&problems))
		abort();
	fl_config_destroy(config);
	return 0;
}
