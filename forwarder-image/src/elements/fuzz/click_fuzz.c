// libFuzzer: any arguments of any class of Click graphs. They are refused with a reason, or the element takes frames; then
// what it holds comes back, and nothing is read or written that should not be.
//
// An input is lines: the class's name, how many outputs are connected (a byte, of which the low six bits count), and each
// further one an argument, "NAME VALUE"; variadic parameters have one line for each value.
#include <stdlib.h>
#include <string.h>

#include "elements/click/class.h"
#include "elements/testing/click_lab.h"
#include "test/dpdk.h"

enum { BUFFERS = 256, LINE_MAX_BYTES = 4096, OUTPUTS_MASK = 63, TICK_MS = 50, SHORT_FRAME = 15 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	dpdk_start();
	return 0;
}

// The next line without its end, in line; false: there is none.
static bool line_take(const uint8_t **data, size_t *size, char *line)
{
	const uint8_t *end = *size > 0 ? memchr(*data, '\n', *size) : NULL;
	const size_t length = end != NULL ? (size_t)(end - *data) : *size;
	const size_t kept = RTE_MIN(length, (size_t)LINE_MAX_BYTES - 1);

	if (*size == 0)
		return false;
	memcpy(line, *data, kept);
	line[kept] = '\0';
	*data += RTE_MIN(length + 1, *size);
	*size -= RTE_MIN(length + 1, *size);
	return true;
}

// Inputs are of a queue each where packets are pulled; outputs all lead to one Discard.
static struct fl_config_click *graph_of(const struct fl_click_class *class_, uint32_t outputs)
{
	const bool pulled = fl_click_input_flow(class_->flow) == FL_CLICK_PULL;
	const uint32_t inputs = class_->inputs.per_argument || class_->inputs.most > 2 ? 2 : class_->inputs.most;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	fprintf(file, "x = %s\n", class_->name);
	if (inputs > 0)
		fprintf(file, "in = FromDevice; DEVNAME: a\nt = Tee\nin 0 > t 0\n");
	for (uint32_t i = 0; i < inputs && pulled; i++)
		fprintf(file, "q%u = Queue\nt %u > q%u 0\nq%u 0 > x %u\n", i, i, i, i, i);
	for (uint32_t i = 0; i < inputs && !pulled; i++)
		fprintf(file, "t %u > x %u\n", i, i);
	if (outputs > 0)
		fprintf(file, "none = Discard\n");
	for (uint32_t i = 0; i < outputs; i++)
		fprintf(file, "x %u > none 0\n", i);
	fclose(file);
	struct fl_config_click *click = lab_click_read(text);
	free(text);
	return click;
}

static bool is_variadic(const struct fl_click_class *class_, const char *name)
{
	for (const struct fl_click_parameter *p = class_->parameters; p != NULL && p->name != NULL; p++)
		if (strcmp(p->name, name) == 0)
			return p->type == FL_CLICK_TEXTS;
	return false;
}

static void argument_add(struct fl_config_element *element, const struct fl_click_class *class_, char *line)
{
	char *value = strchr(line, ' ');
	struct fl_config_argument *argument = NULL;

	if (value != NULL)
		*value++ = '\0';
	for (uint32_t i = 0; i < element->argument_count; i++)
		if (strcmp(element->arguments[i].name, line) == 0)
			argument = &element->arguments[i];
	if (argument != NULL && !argument->is_list)
		return; // a document has no name twice
	if (argument == NULL) {
		element->arguments =
			realloc(element->arguments, (element->argument_count + 1) * sizeof(*element->arguments));
		argument = &element->arguments[element->argument_count++];
		memset(argument, 0, sizeof(*argument));
		snprintf(argument->name, sizeof(argument->name), "%s", line);
		argument->is_list = is_variadic(class_, line);
	}
	argument->values = realloc(argument->values, (argument->count + 1) * sizeof(*argument->values));
	argument->values[argument->count++] = strdup(value != NULL ? value : "");
}

static struct fl_config_click *click_of(const uint8_t *data, size_t size)
{
	static char line[LINE_MAX_BYTES];
	const struct fl_click_class *class_ = line_take(&data, &size, line) ? fl_click_class_find(line) : NULL;

	if (class_ == NULL || !line_take(&data, &size, line))
		return NULL;
	struct fl_config_click *click = graph_of(class_, (uint8_t)line[0] & OUTPUTS_MASK);
	while (line_take(&data, &size, line))
		argument_add(&click->elements[0], class_, line);
	return click;
}

// Whether the graph is taken; else there is a problem, which says where it is.
static bool is_taken(const struct fl_config_router *config)
{
	static struct fl_problems problems; // large; one thread fuzzes
	const struct fl_forwarding_setup setup = {.config = config, .interface_count = config->interface_count};
	const struct fl_forwarding_ops *ops = fl_forwarding_get(FL_FORWARDING_CLICK);

	problems.count = 0;
	void *state = ops->state_create(&setup, &problems);
	if (state == NULL && (problems.count == 0 || strncmp(problems.items[0].path, "forwarding.click", 16) != 0))
		abort();
	if (state != NULL)
		ops->state_destroy(state);
	return state != NULL;
}

static void frames_run(const struct fl_config_router *config)
{
	static struct lab lab;

	lab_open(&lab, config, FL_DEVICE_RING, BUFFERS);
	struct rte_mbuf *small = lab_click_frame(&lab);
	rte_pktmbuf_trim(small, (uint16_t)(small->pkt_len - SHORT_FRAME));
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	lab_put(&lab, LAB_A, frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD));
	lab_put(&lab, LAB_A, frame_arp(&lab, 1, LAB_LEFT, &lab_left_mac, "10.1.0.1"));
	lab_put(&lab, LAB_A, small);
	lab_tick(&lab, TICK_MS);
	lab_dispatch(&lab);
	lab_flush(&lab);
	lab_close(&lab);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_CLICK, .click = click_of(data, size)};

	if (config.click == NULL)
		return 0;
	lab_interface_add(&config, "a", "10.1.0.1/24");
	lab_interface_add(&config, "b", "10.2.0.1/24");
	// What a Burn may be told to spend would leave no time for others.
	if (is_taken(&config) && strcmp(config.click->elements[0].class_name, "Burn") != 0)
		frames_run(&config);
	fl_config_click_release(config.click);
	return 0;
}
