// Writes what is generated from the element table, or checks that it is as it would be written:
//     click_generate write|check CATALOGUE.json PAGES_DIRECTORY FIGURES.tsv
// The catalogue is what `fairlane-forwarder --describe-elements` prints; the pages are NAME.md, and README.md as their
// index, with what each element costs: FIGURES.tsv, as bench/elements.py writes it, has a line for each class (name,
// cycles a packet, lower and upper quartile, instructions a packet, note), below one that says where it was measured.
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elements/catalogue.h"
#include "elements/click/describe.h"

enum { TEXT_SIZE = 1 << 20 };

static char text_buffer[TEXT_SIZE], file_buffer[TEXT_SIZE], figures_buffer[TEXT_SIZE];

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

// Of a file that cannot be read there is nothing.
static void read_file(const char *path, char *buffer)
{
	FILE *file = fopen(path, "r");
	size_t length = file != NULL ? fread(buffer, 1, TEXT_SIZE - 1, file) : 0;

	if (file != NULL)
		fclose(file);
	buffer[length] = '\0';
}

static bool check_file(const char *path, const char *text)
{
	read_file(path, file_buffer);
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

// The line of figures of a class, up to its end; NULL: it has none.
static const char *figures_of(const char *name)
{
	const size_t length = strlen(name);

	for (const char *line = figures_buffer; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, name, length) == 0 && line[length] == '\t')
			return line;
	}
	return NULL;
}

static bool index_row_add(struct fl_text *text, const struct fl_click_class *class_)
{
	char cycles[16], low[16], high[16], instructions[16], note[128] = "";
	const char *line = figures_of(class_->name);

	if (line == NULL ||
		sscanf(line, "%*s %15s %15s %15s %15s%*1[\t]%127[^\n]", cycles, low, high, instructions, note) < 4) {
		fprintf(stderr, "what %s costs is not in the figures: run hack/bench-elements.sh\n", class_->name);
		return false;
	}
	fl_text_add(text, "| [%s](%s.md) | %s | %s (%s to %s) | %s | %s |\n", class_->name, class_->name,
		class_->summary, cycles, low, high, instructions, note);
	return true;
}

static bool index_make(struct fl_text *text)
{
	const struct fl_click_class *const *classes = fl_click_classes();
	bool good = true;

	fl_text_add(text, "# Elements\n\nWhat `forwarding.click` graphs are made of, and what each element costs by "
			  "itself.\n\n| element | what it does | cycles a packet | instructions a packet | measured on "
			  "|\n|---|---|---|---|---|\n");
	for (size_t i = 0; classes[i] != NULL; i++)
		good = index_row_add(text, classes[i]) && good;
	fl_text_add(text, "\nMeasured on: %.*s.\n", (int)strcspn(figures_buffer + 2, "\n"), figures_buffer + 2);
	fl_text_add(text,
		"\nCycles are medians, with their quartiles, of what the element's own code takes for each packet of a "
		"burst of 32 that lies in the cache: UDP frames of 142 bytes where nothing else is said. Of "
		"elements that are pulled through, what they add to the queues' work is measured. Instructions "
		"are counted by callgrind. `make bench` measures them anew.\n");
	fl_text_add(text, "\nNot there: IPGWOptions (options pass as they are), IPReassembler; and what has to do with "
			  "files, handlers or scripts.\n");
	fl_text_add(text, "\nGenerated from the forwarder's element table; `make generate` writes it anew.\n");
	return good;
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
	good = index_make(&text) && good;
	return page_handle(handle, directory, "README") && good;
}

int main(int argc, char *argv[])
{
	bool checks = argc == 5 && strcmp(argv[1], "check") == 0;
	size_t length;

	if (argc != 5 || (!checks && strcmp(argv[1], "write") != 0)) {
		fprintf(stderr, "usage: click_generate write|check CATALOGUE.json PAGES_DIRECTORY FIGURES.tsv\n");
		return 2;
	}
	read_file(argv[4], figures_buffer);
	length = fl_catalogue_json(text_buffer, sizeof(text_buffer) - 1);
	if (length >= sizeof(text_buffer) - 1) {
		fprintf(stderr, "the catalogue is longer than %d bytes\n", TEXT_SIZE);
		return 1;
	}
	strcpy(text_buffer + length, "\n");
	bool good = (checks ? check_file : write_file)(argv[2], text_buffer);
	return pages_handle(checks ? check_file : write_file, argv[3]) && good ? 0 : 1;
}
