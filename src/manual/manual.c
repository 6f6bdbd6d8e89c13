/* Manual pages: texts, with tables of the program in place of their marks. */
#include "src/manual/manual.h"

#include "src/command_line/reference.h"
#include "src/output/wrap.h"
#include "ui/config/config_style.h"
#include "ui/keys/keymap.h"

#include <stdio.h>
#include <string.h>

enum { DETAILS_WIDTH = 64 /* of a page of 78, in a list, with its indent */ };

/* Text of a line: what roff would take for markup is escaped. A full stop or quote must not begin it. */
static void text_print(const char *text, size_t size)
{
	if (size > 0 && (text[0] == '.' || text[0] == '\''))
		(void)fputs("\\&", stdout);
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\\')
			(void)fputs("\\e", stdout);
		else if (text[i] == '-')
			(void)fputs("\\-", stdout);
		else
			(void)fputc(text[i], stdout);
	}
}

static void line_print(const char *text)
{
	text_print(text, strlen(text));
	(void)fputc('\n', stdout);
}

/* A help text, as wide as a page has room for in a list. */
static void details_print(const char *details)
{
	struct wrap wrap = { .text = details, .width = DETAILS_WIDTH };
	struct wrap_line line;

	(void)fputs(".Bd -literal\n", stdout);
	while (wrap_next(&wrap, &line)) {
		(void)printf("%*s", (int)line.indent, "");
		text_print(line.at, line.size);
		(void)fputc('\n', stdout);
	}
	(void)fputs(".Ed\n", stdout);
}

static void commands_print(struct command_table table)
{
	(void)fputs(".Bl -tag -width Ds\n", stdout);
	for (size_t i = 0; i < table.count; i++) {
		bool alone = !table.rows[i].arguments[0];
		(void)printf(".It Ic %s%s", table.rows[i].name, alone ? "\n" : " ");
		if (!alone)
			line_print(table.rows[i].arguments);
		line_print(table.rows[i].summary);
		if (table.rows[i].details)
			details_print(table.rows[i].details);
	}
	(void)fputs(".El\n", stdout);
}

static bool shown_before(size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (bindings[i].context == bindings[index].context && bindings[i].action == bindings[index].action)
			return true;
	}
	return false;
}

static void keys_of_print(enum context context)
{
	bool begun = false;
	for (size_t i = 0; i < binding_count; i++) {
		if (bindings[i].context != context || shown_before(i))
			continue;
		if (!begun)
			(void)printf(".Ss %s\n.Bl -tag -width Ds\n", context_title(context));
		begun = true;
		(void)fputs(".It ", stdout);
		for (size_t j = i; j < binding_count; j++) {
			if (bindings[j].context != context || bindings[j].action != bindings[i].action)
				continue;
			(void)fputs(j == i ? "" : ", ", stdout);
			/* A lone punctuation mark would be taken for a delimiter. */
			(void)fputs("\\&", stdout);
			text_print(bindings[j].key, strlen(bindings[j].key));
		}
		(void)fputc('\n', stdout);
		line_print(action_help(bindings[i].action));
	}
	if (begun)
		(void)fputs(".El\n", stdout);
}

static void keys_print(struct command_table table)
{
	(void)table;
	for (int each = 0; each < CONTEXT_COUNT; each++)
		keys_of_print((enum context)each);
}

static void reference_print(const struct reference *rows, const char *macro)
{
	(void)fputs(".Bl -tag -width Ds\n", stdout);
	for (; rows->word; rows++) {
		(void)printf(".It %s ", macro);
		line_print(rows->word);
		line_print(rows->text);
	}
	(void)fputs(".El\n", stdout);
}

static void environment_print(struct command_table table)
{
	(void)table;
	reference_print(reference_environment, "Ev");
}

static void config_print(struct command_table table)
{
	(void)table;
	(void)fputs(".Bl -tag -width Ds\n", stdout);
	for (int i = 0; i < CONFIG_COUNT; i++) {
		const struct config_meaning *meaning = config_meaning((enum config_key)i);

		(void)fputs(".It Ic ", stdout);
		text_print(meaning->name, strlen(meaning->name));
		for (size_t word = 0; meaning->words && meaning->words[word]; word++)
			(void)printf("%s %s", word == 0 ? " Li" : " |", meaning->words[word]);
		if (!meaning->words)
			(void)printf(" Ar %d..%d", meaning->least, meaning->most);
		(void)fputc('\n', stdout);
		text_print(meaning->help, strlen(meaning->help));
		(void)fputs(".\n", stdout);
		if (meaning->usual == CONFIG_UNSAID)
			(void)fputs("Else as in the timesheet's settings.\n", stdout);
		else if (meaning->words)
			(void)printf("As built in: %s.\n", meaning->words[meaning->usual]);
		else
			(void)printf("As built in: %d.\n", meaning->usual);
	}
	(void)fputs(".El\n", stdout);
}

static void styles_print(struct command_table table)
{
	char name[CONFIG_STYLE_SIZE];

	(void)table;
	for (int i = 0; i < STYLE_COUNT; i++) {
		(void)fputs(config_style_name((enum style)i, name), stdout);
		(void)fputs(i + 1 < STYLE_COUNT ? ",\n" : ".\n", stdout);
	}
}

/* The actions that a screen has keys of its own for. */
static void bind_print(struct command_table table)
{
	(void)table;
	(void)fputs(".Bl -tag -width Ds\n", stdout);
	for (int context = 0; context < CONTEXT_COUNT; context++) {
		bool begun = false;

		(void)printf(".It Ic %s\n", context_name((enum context)context));
		for (size_t i = 0; i < binding_count; i++) {
			if (bindings[i].context != (enum context)context || shown_before(i))
				continue;
			(void)fputs(begun ? ", " : "", stdout);
			begun = true;
			text_print(action_name(bindings[i].action), strlen(action_name(bindings[i].action)));
			(void)fputs(" (\\&", stdout);
			text_print(bindings[i].key, strlen(bindings[i].key));
			(void)fputc(')', stdout);
		}
		(void)fputs(begun ? "\n" : "no keys of its own\n", stdout);
	}
	(void)fputs(".El\n", stdout);
}

static void exit_print(struct command_table table)
{
	(void)table;
	reference_print(reference_exit, "Li");
}

static const struct {
	const char *line;
	void (*print)(struct command_table table);
} marks[] = {
	{ "@COMMANDS@\n", commands_print }, { "@KEYS@\n", keys_print },     { "@ENVIRONMENT@\n", environment_print },
	{ "@CONFIG@\n", config_print },     { "@STYLES@\n", styles_print }, { "@BIND@\n", bind_print },
	{ "@EXIT@\n", exit_print }
};

/* False: the line is none. */
static bool mark_print(const char *line, size_t size, struct command_table table)
{
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (strlen(marks[i].line) == size && strncmp(marks[i].line, line, size) == 0) {
			marks[i].print(table);
			return true;
		}
	}
	return false;
}

void manual_print(const char *page, struct command_table table)
{
	while (*page) {
		size_t size = strcspn(page, "\n");
		size += page[size] == '\n';
		if (!mark_print(page, size, table))
			(void)fwrite(page, 1, size, stdout);
		page += size;
	}
}
