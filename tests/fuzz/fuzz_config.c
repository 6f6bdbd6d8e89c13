/*
 * Configuration files, from any bytes: what is said of them is clean, what holds is one of the values there are, and
 * every screen can be left.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "ui/config/config.h"
#include "ui/config/config_style.h"

static void values_check(const struct config *config)
{
	for (int i = 0; i < CONFIG_COUNT; i++) {
		const struct config_meaning *meaning = config_meaning((enum config_key)i);
		int value = config_value(config, (enum config_key)i), words = 0;

		while (meaning->words && meaning->words[words])
			words++;
		if (config->sources[i].origin == CONFIG_BUILT_IN)
			assert(value == meaning->usual);
		else if (meaning->words)
			assert(value >= 0 && value < words);
		else
			assert(value >= meaning->least && value <= meaning->most);
	}
}

static void keys_check(const struct config *config)
{
	size_t count;
	const struct binding *rows = bind_table_rows(config->keys, &count);
	bool quit = false, help = false;

	assert(count >= binding_count);
	for (size_t i = 0; i < count; i++) {
		quit = quit || (rows[i].context == CONTEXT_DAY && rows[i].action == ACTION_QUIT);
		help = help || (rows[i].context == CONTEXT_DAY && rows[i].action == ACTION_HELP);
	}
	assert(quit && help);
}

/* A style that was read is written as a line that says the same. */
static void styles_check(const struct config *config)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		char name[CONFIG_STYLE_SIZE], parts[96], line[160];
		struct config again;

		if (config->styles[i].line == 0)
			continue;
		int size = snprintf(line, sizeof line, "style %s = %s", config_style_name((enum style)i, name),
		                    config_style_print(&config->styles[i], parts, sizeof parts));
		config_init(&again);
		config_read(&again, line, (size_t)size);
		assert(again.complaint_count == 0);
		assert(again.styles[i].has_ink == config->styles[i].has_ink);
		assert(again.styles[i].ink == config->styles[i].ink);
		assert(again.styles[i].paper == config->styles[i].paper);
		assert(again.styles[i].attributes == config->styles[i].attributes);
		config_release(&again);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config config;

	config_init(&config);
	config_read(&config, (const char *)data, size);
	for (size_t i = 0; i < config.complaint_count; i++) {
		const char *text = config.complaints[i].text;

		assert(text[0] != '\0' && config.complaints[i].source.line > 0);
		for (; *text; text++)
			assert((unsigned char)*text >= ' ' && *text != 0x7f);
	}
	values_check(&config);
	keys_check(&config);
	styles_check(&config);
	config_release(&config);
	return 0;
}
