#include "control/intention.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "control/config_parse.h"
#include "control/config_resolve.h"
#include "control/log.h"

struct text {
	char *bytes; // owned, or NULL
	size_t length;
};

struct fl_intention {
	struct fl_engine *engine;
	const struct fl_state *state;
	struct text received; // what GET /v1/config answers
	struct text stored;   // the same with kept routers written out: what the file says
};

struct fl_intention *fl_intention_create(struct fl_engine *engine, const struct fl_state *state)
{
	struct fl_intention *intention = calloc(1, sizeof(*intention));
	if (intention == NULL)
		return NULL;
	intention->engine = engine;
	intention->state = state;
	return intention;
}

void fl_intention_destroy(struct fl_intention *intention)
{
	if (intention == NULL)
		return;
	free(intention->received.bytes);
	free(intention->stored.bytes);
	free(intention);
}

static struct text text_copy(const char *bytes, size_t length)
{
	struct text copy = {malloc(length + 1), length};
	if (copy.bytes == NULL)
		return copy;
	memcpy(copy.bytes, bytes, length);
	copy.bytes[length] = '\0';
	return copy;
}

// Takes text.
static void text_replace(struct text *old, struct text text)
{
	free(old->bytes);
	*old = text;
}

static bool keeps_routers(const struct fl_config *config)
{
	for (uint32_t i = 0; i < config->router_count; i++)
		if (config->routers[i].keep)
			return true;
	return false;
}

// The document with its kept routers written out, or NULL.
static char *resolve(const struct text *received, const struct text *applied)
{
	json_t *document = json_loadb(received->bytes, received->length, 0, NULL);
	json_t *before = applied->bytes == NULL ? NULL : json_loadb(applied->bytes, applied->length, 0, NULL);
	json_t *resolved = document == NULL ? NULL : fl_config_resolve(document, before);
	char *text = resolved == NULL ? NULL : json_dumps(resolved, JSON_COMPACT);
	json_decref(resolved);
	json_decref(before);
	json_decref(document);
	return text;
}

// Makes what is to be stored. Kept routers must fit to the rest of the document (their devices must be listed and unused),
// which is checked by reading the whole again, so that what is stored can always be read at the next start.
static int stored_make(const struct fl_intention *intention, const struct fl_config *config,
	const struct text *received, struct text *stored, struct fl_problems *problems)
{
	if (!keeps_routers(config)) {
		*stored = text_copy(received->bytes, received->length);
		return stored->bytes == NULL ? -ENOMEM : 0;
	}
	struct fl_config *whole;
	stored->bytes = resolve(received, &intention->stored);
	if (stored->bytes == NULL)
		return -ENOMEM;
	stored->length = strlen(stored->bytes);
	int result = fl_config_parse(stored->bytes, stored->length, &whole, problems);
	fl_config_destroy(whole);
	return result;
}

static bool text_equal(const struct text *a, const struct text *b)
{
	return a->bytes != NULL && a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

// The engine between the two halves of a write. A document that is stored already costs no disk access.
static int apply_and_store(struct fl_intention *intention, const struct fl_config *config, const struct text *stored,
	struct fl_problems *problems)
{
	bool write = !text_equal(&intention->stored, stored);
	int result = write ? fl_state_prepare(intention->state, stored->bytes, stored->length) : 0;
	if (result != 0) {
		fl_problems_add(problems, "", "the state directory cannot take the document: %s", strerror(-result));
		return -EIO;
	}
	result = fl_engine_apply(intention->engine, config, problems);
	if (!write)
		return result;
	if (result != 0) {
		fl_state_abandon(intention->state);
		return result;
	}
	int committed = fl_state_commit(intention->state);
	if (committed != 0)
		fl_log(FL_LOG_ERROR, "applied, but a restart would not know: the state directory failed", "{s:s}",
			"error", strerror(-committed));
	return 0;
}

int fl_intention_apply(struct fl_intention *intention, const char *text, size_t length, struct fl_problems *problems)
{
	struct fl_config *config;
	struct text stored = {NULL, 0}, received = text_copy(text, length);
	int result = received.bytes == NULL ? -ENOMEM : fl_config_parse(text, length, &config, problems);
	if (result != 0) {
		free(received.bytes);
		return result;
	}
	result = stored_make(intention, config, &received, &stored, problems);
	if (result == 0)
		result = apply_and_store(intention, config, &stored, problems);
	fl_config_destroy(config);
	if (result == 0) {
		text_replace(&intention->received, received);
		text_replace(&intention->stored, stored);
		return 0;
	}
	free(received.bytes);
	free(stored.bytes);
	if (result != -ESTALE && fl_problems_empty(problems))
		fl_problems_add(problems, "", "the forwarder failed: %s", strerror(-result));
	return result;
}

static void log_problems(const char *msg, const struct fl_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		fl_log(FL_LOG_ERROR, msg, "{s:s,s:s}", "path", problems->items[i].path, "reason",
			problems->items[i].reason);
}

// Of a sound document; takes text.
static bool restore_apply(struct fl_intention *intention, const struct fl_config *config, struct text text)
{
	struct fl_problems problems = {.count = 0};
	struct text received = text_copy(text.bytes, text.length);
	int result = received.bytes == NULL ? -ENOMEM : fl_engine_apply(intention->engine, config, &problems);
	if (result == 0) {
		text_replace(&intention->received, received);
		text_replace(&intention->stored, text);
		fl_log(FL_LOG_INFO, "last configuration applied", "{s:s,s:I}", "forwarderUid", config->forwarder_uid,
			"generation", (json_int_t)config->generation);
		return true;
	}
	log_problems("the last configuration cannot be applied yet", &problems);
	free(received.bytes);
	free(text.bytes);
	return false;
}

bool fl_intention_restore(struct fl_intention *intention)
{
	struct fl_problems problems = {.count = 0};
	struct text text;
	struct fl_config *config;
	int result = fl_state_load(intention->state, &text.bytes, &text.length);
	if (result != 0) {
		if (result != -ENOENT)
			fl_log(FL_LOG_ERROR, "the last configuration cannot be read", "{s:s}", "error",
				strerror(-result));
		return true;
	}
	if (fl_config_parse(text.bytes, text.length, &config, &problems) != 0) {
		log_problems("the last configuration is broken and set aside", &problems);
		free(text.bytes);
		result = fl_state_set_aside(intention->state);
		if (result != 0)
			fl_log(FL_LOG_ERROR, "config.json cannot be renamed", "{s:s}", "error", strerror(-result));
		return true;
	}
	bool applied = restore_apply(intention, config, text);
	fl_config_destroy(config);
	return applied;
}

const char *fl_intention_document(const struct fl_intention *intention, size_t *length)
{
	*length = intention->received.length;
	return intention->received.bytes;
}
