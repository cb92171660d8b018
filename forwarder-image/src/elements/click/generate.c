// Writes what is generated from the element table, or checks that it is as it would be written:
//     click_generate write|check CATALOGUE.json PAGES_DIRECTORY
// The catalogue is what `fairlane-forwarder --describe-elements` prints; the pages are NAME.md, and README.md as their index.
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elements/catalogue.h"
#include "elements/click/describe.h"

enum { TEXT_SIZE = 1 << 20 };

static char text_buffer[TEXT_SIZE], file_buffer[TEXT_SIZE];

static bool write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	bool good = file != NULL && fputs(text, file) >= 0;

	if (file != NULL)
		good = fclose(file) == 0 && good;
	if (!good)
		fprintf(stderr, "%s cannot be written: %s\n", path, strerror(errno));
	return good;
}

static bool check_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "r");
	size_t length = file != NULL ? fread(file_buffer, 1, sizeof(file_buffer) - 1, file) : 0;

	if (file != NULL)
		fclose(file);
	file_buffer[length] = '\0';
	if (strcmp(file_buffer, text) == 0)
		return true;
	fprintf(stderr, "%s is not as the element table makes it: run `make generate`\n", path);
	return false;
}

static bool page_handle(bool (*handle)(const char *, const char *), const char *directory, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s.md", directory, name);
	return handle(path, text_buffer);
}

static bool pages_handle(bool (*handle)(const char *, const char *), const char *directory)
{
	const struct fl_click_class *const *classes = fl_click_classes();
	struct fl_text text;
	bool good = true;

	for (size_t i = 0; classes[i] != NULL; i++) {
		text = (struct fl_text){text_buffer, sizeof(text_buffer), 0};
		fl_click_page(&text, classes[i]);
		good = page_handle(handle, directory, classes[i]->name) && good;
	}
	text = (struct fl_text){text_buffer, sizeof(text_buffer), 0};
	fl_text_add(&text,
		"# Elements\n\nWhat `forwarding.click` graphs are made of.\n\n| element | what it does |\n|---|---|\n");
	for (size_t i = 0; classes[i] != NULL; i++)
		fl_text_add(&text, "| [%s](%s.md) | %s |\n", classes[i]->name, classes[i]->name, classes[i]->summary);
	fl_text_add(&text, "\nNot there: elements that hold packets (Queue, Unqueue, RED, shapers, schedulers), so "
			   "that every path stays one "
			   "by itself; IPGWOptions (options pass as they are), IPReassembler; and what has to do with "
			   "files, handlers or "
			   "scripts.\n");
	fl_text_add(&text, "\nGenerated from the forwarder's element table; `make generate` writes it anew.\n");
	return page_handle(handle, directory, "README") && good;
}

int main(int argc, char *argv[])
{
	bool checks = argc == 4 && strcmp(argv[1], "check") == 0;
	size_t length;

	if (argc != 4 || (!checks && strcmp(argv[1], "write") != 0)) {
		fprintf(stderr, "usage: click_generate write|check CATALOGUE.json PAGES_DIRECTORY\n");
		return 2;
	}
	length = fl_catalogue_json(text_buffer, sizeof(text_buffer) - 1);
	if (length >= sizeof(text_buffer) - 1) {
		fprintf(stderr, "the catalogue is longer than %d bytes\n", TEXT_SIZE);
		return 1;
	}
	strcpy(text_buffer + length, "\n");
	bool good = (checks ? check_file : write_file)(argv[2], text_buffer);
	return pages_handle(checks ? check_file : write_file, argv[3]) && good ? 0 : 1;
}
