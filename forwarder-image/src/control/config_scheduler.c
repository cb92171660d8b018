// How workers share their time among routers: the whole is optional, and so is each part.
#include <string.h>

#include "control/config_parts.h"
#include "core/sampling.h"

static void policy_parse(const struct fl_json *json, enum fl_policy *policy)
{
	const char *name;
	if (!fl_json_string(json, &name))
		return;
	for (int i = 0; i < FL_POLICY_COUNT; i++) {
		if (strcmp(name, fl_policy_name((enum fl_policy)i)) == 0) {
			*policy = (enum fl_policy)i;
			return;
		}
	}
	fl_json_problem(json, "\"%.40s\" is no policy: \"Cpu\", \"Packets\", \"Memory\" and \"Dominant\" are", name);
}

void fl_config_scheduler_parse(const struct fl_json *json, struct fl_config_scheduler *scheduler)
{
	static const char *const fields[] = {"policy", "sampleEvery", NULL};
	*scheduler = (struct fl_config_scheduler){.policy = FL_POLICY_CPU, .sample_every = 1};
	if (!fl_json_present(json) || !fl_json_is_object(json, fields))
		return;
	struct fl_json policy = fl_json_field(json, "policy"), every = fl_json_field(json, "sampleEvery");
	int64_t value;
	if (fl_json_present(&policy))
		policy_parse(&policy, &scheduler->policy);
	if (fl_json_present(&every) && fl_json_integer(&every, 1, FL_SAMPLE_EVERY_MAX, "sampling interval", &value))
		scheduler->sample_every = (uint32_t)value;
}
