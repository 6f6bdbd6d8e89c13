/*
 * The README's table of the keys of every day, made from the binding table: compared with what stands in the README, or
 * written there with UPDATE_README=1. usage: readme_keys README.md
 */
#include "ui/keys/keymap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char begin_mark[] =
        "<!-- keys: made by tests/tools/readme_keys.c from ui/keys/action.h and ui/keys/bindings.c -->\n";
static const char end_mark[] = "<!-- /keys -->";

/* Markdown's own characters in a key stand as they are inside code. */
static void row_print(FILE *stream, size_t first)
{
	enum action action = bindings[first].action;
	(void)fputs("| ", stream);
	for (size_t i = first; i < binding_count; i++) {
		if (bindings[i].context == bindings[first].context && bindings[i].action == action)
			(void)fprintf(stream, "%s`%s`", i == first ? "" : " ", bindings[i].key);
	}
	(void)fprintf(stream, " | %s |\n", action_help(action));
}

static bool first_of_its_action(size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (bindings[i].context == bindings[index].context && bindings[i].action == bindings[index].action)
			return false;
	}
	return true;
}

/* Of the home screen's keys those that a newcomer needs; the rest stands in the manual page, and behind "?". */
static bool of_every_day(enum action action)
{
	static const enum action daily[] = { ACTION_LOG_SLOT, ACTION_LOG_OFF, ACTION_LOG_PREVIOUS, ACTION_PICK,
		                             ACTION_UNDO,     ACTION_EDIT,    ACTION_RECAST,       ACTION_DELETE,
		                             ACTION_NOTE,     ACTION_TODAY,   ACTION_DAY_PREVIOUS, ACTION_DAY_NEXT,
		                             ACTION_INSERT,   ACTION_SEARCH,  ACTION_WEEK,         ACTION_LOCK,
		                             ACTION_COPY_OUT, ACTION_HELP };
	for (size_t i = 0; i < sizeof daily / sizeof daily[0]; i++) {
		if (daily[i] == action)
			return true;
	}
	return false;
}

static char *table_make(void)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	if (!stream)
		return NULL;
	(void)fputs("| key | does |\n|---|---|\n", stream);
	for (size_t i = 0; i < binding_count; i++) {
		if (bindings[i].context == CONTEXT_DAY && of_every_day(bindings[i].action) && first_of_its_action(i))
			row_print(stream, i);
	}
	if (fclose(stream) != 0) {
		free(text);
		return NULL;
	}
	return text;
}

static char *file_read(const char *path)
{
	enum { README_MOST = 1024 * 1024 };
	FILE *file = fopen(path, "re");
	char *text = file ? calloc(1, README_MOST) : NULL;
	if (text && fread(text, 1, README_MOST - 1, file) == 0) {
		free(text);
		text = NULL;
	}
	if (file)
		(void)fclose(file);
	return text;
}

static int table_write(const char *path, const char *readme, const char *from, const char *table, const char *to)
{
	FILE *file = fopen(path, "we");
	if (!file)
		return 2;
	bool written = fwrite(readme, 1, (size_t)(from - readme), file) == (size_t)(from - readme) &&
	               fputs(table, file) >= 0 && fputs(to, file) >= 0;
	return fclose(file) == 0 && written ? 0 : 2;
}

int main(int count, char **arguments)
{
	const char *path = count == 2 ? arguments[1] : "README.md";
	char *readme = file_read(path), *table = table_make();
	const char *from = readme ? strstr(readme, begin_mark) : NULL, *to = from ? strstr(from, end_mark) : NULL;
	int status = 2;
	if (!readme || !table || !from || !to) {
		(void)fprintf(stderr, "%s: cannot be read, or has no place for the keys\n", path);
	} else {
		from += sizeof begin_mark - 1;
		bool same = (size_t)(to - from) == strlen(table) && strncmp(from, table, strlen(table)) == 0;
		if (same)
			status = 0;
		else if (getenv("UPDATE_README"))
			status = table_write(path, readme, from, table, to);
		else
			(void)fprintf(
			        stderr,
			        "%s: the keys are not those of the binding table; UPDATE_README=1 writes these:\n%s",
			        path, table);
	}
	free(readme);
	free(table);
	return status;
}
