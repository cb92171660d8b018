#include "control/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Far beyond what a document can be, kept routers written out: a larger file is not ours.
enum { DOCUMENT_SIZE_MAX = 64 << 20 };

static const char document_name[] = "config.json";
static const char aside_name[] = "config.json.new";
static const char bad_name[] = "config.json.bad";

struct fl_state {
	int directory;
};

struct fl_state *fl_state_open(const char *directory, char *error, size_t error_size)
{
	struct fl_state *state = malloc(sizeof(*state));
	if (state == NULL) {
		snprintf(error, error_size, "no memory for the state");
		return NULL;
	}
	state->directory = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (state->directory < 0) {
		snprintf(error, error_size, "the state directory %s cannot be opened: %s", directory, strerror(errno));
		free(state);
		return NULL;
	}
	return state;
}

void fl_state_close(struct fl_state *state)
{
	if (state == NULL)
		return;
	close(state->directory);
	free(state);
}

// Reads length bytes, all of them.
static int read_all(int file, char *text, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t n = read(file, text + done, length - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		done += (size_t)n;
	}
	return 0;
}

static int file_read(int file, char **text, size_t *length)
{
	struct stat status;
	if (fstat(file, &status) != 0)
		return -errno;
	if (status.st_size > DOCUMENT_SIZE_MAX)
		return -EFBIG;
	*length = (size_t)status.st_size;
	*text = malloc(*length + 1);
	if (*text == NULL)
		return -ENOMEM;
	int result = read_all(file, *text, *length);
	(*text)[*length] = '\0';
	if (result != 0)
		free(*text);
	return result;
}

int fl_state_load(const struct fl_state *state, char **text, size_t *length)
{
	int file = openat(state->directory, document_name, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return -errno;
	int result = file_read(file, text, length);
	close(file);
	return result;
}

static int rename_and_sync(const struct fl_state *state, const char *from, const char *to)
{
	if (renameat(state->directory, from, state->directory, to) != 0)
		return -errno;
	return fsync(state->directory) == 0 ? 0 : -errno;
}

int fl_state_set_aside(const struct fl_state *state)
{
	return rename_and_sync(state, document_name, bad_name);
}

static int write_all(int file, const char *text, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t n = write(file, text + done, length - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		done += (size_t)n;
	}
	return fsync(file) == 0 ? 0 : -errno;
}

int fl_state_prepare(const struct fl_state *state, const char *text, size_t length)
{
	int file = openat(state->directory, aside_name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (file < 0)
		return -errno;
	int result = write_all(file, text, length);
	if (close(file) != 0 && result == 0)
		result = -errno;
	if (result != 0)
		fl_state_abandon(state);
	return result;
}

int fl_state_commit(const struct fl_state *state)
{
	return rename_and_sync(state, aside_name, document_name);
}

void fl_state_abandon(const struct fl_state *state)
{
	unlinkat(state->directory, aside_name, 0);
}
