/* config: what this machine's configuration says, and what is wrong with it. */
#include "src/commands/commands.h"

#include "src/command_line/arguments.h"
#include "src/command_line/complain.h"
#include "src/system/config_file.h"
#include "ui/config/config_style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VALUE_WIDTH = 40 /* behind it stands where a line comes from */ };

/* A line, and where it comes from. */
static void line_print(const char *line, struct config_source source, enum config_key key)
{
	char variable[CONFIG_VARIABLE_SIZE];

	(void)printf("%-*s # ", VALUE_WIDTH, line);
	switch (source.origin) {
	case CONFIG_BUILT_IN:
		(void)puts("as built in");
		break;
	case CONFIG_OF_FILE:
		(void)printf("line %d\n", source.line);
		break;
	case CONFIG_OF_ENVIRONMENT:
		(void)puts(config_variable(key, variable));
		break;
	case CONFIG_OF_COMMAND_LINE:
		(void)puts("--set");
		break;
	}
}

static void values_print(const struct config *config)
{
	for (int i = 0; i < CONFIG_COUNT; i++) {
		enum config_key key = (enum config_key)i;
		int value = config_value(config, key);
		const struct config_meaning *meaning = config_meaning(key);
		char line[128];

		if (value == CONFIG_UNSAID) {
			/* No line of the file says that. */
			(void)snprintf(line, sizeof line, "# %s", meaning->name);
			(void)printf("%-*s # as in the timesheet's settings\n", VALUE_WIDTH, line);
			continue;
		}
		if (meaning->words)
			(void)snprintf(line, sizeof line, "%s = %s", meaning->name, meaning->words[value]);
		else
			(void)snprintf(line, sizeof line, "%s = %d", meaning->name, value);
		line_print(line, config->sources[i], key);
	}
}

static void styles_print(const struct config *config)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct config_style *style = &config->styles[i];
		char name[CONFIG_STYLE_SIZE], parts[96], line[160];

		if (style->line == 0)
			continue;
		(void)snprintf(line, sizeof line, "style %s = %s", config_style_name((enum style)i, name),
		               config_style_print(style, parts, sizeof parts));
		line_print(line, (struct config_source){ CONFIG_OF_FILE, style->line }, CONFIG_COUNT);
	}
}

static void colours_print(const struct config *config)
{
	for (int i = 1; i <= PALETTE_COUNT; i++) {
		const struct config_colour *colour = &config->colours[i];
		char line[64];

		if (colour->line == 0)
			continue;
		(void)snprintf(line, sizeof line, "colour %d = #%06x", i, (unsigned)colour->rgb);
		line_print(line, (struct config_source){ CONFIG_OF_FILE, colour->line }, CONFIG_COUNT);
	}
}

static void links_print(const struct config *config)
{
	for (size_t i = 0; i < config->links.count; i++) {
		const struct config_link *link = &config->links.at[i];
		char line[LINK_WORD_SIZE + LINK_ADDRESS_SIZE + 16];

		(void)snprintf(line, sizeof line, "link %s = %s", link->word, link->address);
		line_print(line, (struct config_source){ CONFIG_OF_FILE, link->line }, CONFIG_COUNT);
	}
}

static void keys_print(const struct config *config)
{
	size_t count;
	const struct binding *rows = bind_table_rows(config->keys, &count);

	for (size_t i = 0; i < count; i++) {
		int number = bind_table_line(config->keys, i);
		char line[160];

		if (number == 0)
			continue;
		(void)snprintf(line, sizeof line, "bind %s %s %s", context_name(rows[i].context), rows[i].key,
		               rows[i].action == ACTION_NONE ? "none" : action_name(rows[i].action));
		line_print(line, (struct config_source){ CONFIG_OF_FILE, number }, CONFIG_COUNT);
	}
}

static void complaints_print(const struct config *config, const char *path)
{
	for (size_t i = 0; i < config->complaint_count; i++) {
		const struct config_complaint *each = &config->complaints[i];

		if (each->source.origin != CONFIG_OF_FILE)
			(void)complain(EXIT_FAILED, "%s", each->text);
		else if (each->source.line == 0)
			(void)complain(EXIT_FAILED, "%s: %s", path, each->text);
		else
			(void)complain(EXIT_FAILED, "%s:%d: %s", path, each->source.line, each->text);
	}
}

int command_config(struct command_context *context, int count, char **arguments)
{
	bool check = false;
	const struct command_option allowed[] = { { "--check", NULL, &check }, { NULL, NULL, NULL } };
	int words = command_options(context, count, arguments, allowed);
	if (words < 0)
		return EXIT_USAGE;
	if (words > 0)
		return command_misused(context, "no words are wanted, but '%s' is there", arguments[0]);
	const struct options *options = context->options;
	struct config config;
	char *path = config_file_load(&config, options->set, options->set_count);
	bool there = path && access(path, F_OK) == 0;

	if (!path)
		(void)puts("# no home directory: no file");
	else
		(void)printf("# %s%s\n", path, there ? "" : " (there is none)");
	if (!check) {
		values_print(&config);
		styles_print(&config);
		colours_print(&config);
		links_print(&config);
		keys_print(&config);
	}
	int status = command_finish_output();
	complaints_print(&config, path);
	if (check && config.complaint_count > 0)
		status = EXIT_FAILED;
	config_release(&config);
	free(path);
	return status;
}
