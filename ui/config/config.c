/* Values of a configuration, and where they come from. */
#include "ui/config/config.h"

#include "ui/base/alloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/timesheet.h"

void config_init(struct config *config)
{
	*config = (struct config){ .keys = bind_table_create() };
	for (int i = 0; i < CONFIG_COUNT; i++)
		config->values[i] = config_meaning((enum config_key)i)->usual;
}

void config_release(struct config *config)
{
	bind_table_destroy(config->keys);
	free(config->complaints);
	*config = (struct config){ 0 };
}

void config_complain(struct config *config, struct config_source source, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	config->complaints = reallocate(config->complaints, config->complaint_count + 1, sizeof *config->complaints);
	struct config_complaint *complaint = &config->complaints[config->complaint_count++];
	complaint->source = source;
	(void)ts_text_clean(text, strlen(text), false, complaint->text, sizeof complaint->text);
}

void config_take(struct config *config, enum config_key key, const char *value, enum config_origin origin,
                 const char *name)
{
	const struct config_source source = { .origin = origin };
	int parsed;

	if (!config_value_parse(key, value, &parsed)) {
		char why[160];
		config_refusal(key, value, why, sizeof why);
		config_complain(config, source, "%s: %s", name, why);
	} else if (origin >= config->sources[key].origin) {
		config->values[key] = parsed;
		config->sources[key] = source;
	}
}

bool config_notice(const struct config *config, char *out, size_t size)
{
	const struct config_complaint *first = config->complaints;
	char where[32] = "", more[64] = "";

	if (config->complaint_count == 0)
		return false;
	if (first->source.origin == CONFIG_OF_FILE && first->source.line > 0)
		(void)snprintf(where, sizeof where, "config, line %d: ", first->source.line);
	else if (first->source.origin == CONFIG_OF_FILE)
		(void)snprintf(where, sizeof where, "the config file ");
	if (config->complaint_count > 1)
		(void)snprintf(more, sizeof more, " (%zu more: timesheet config --check)", config->complaint_count - 1);
	(void)snprintf(out, size, "%s%.140s%s", where, first->text, more);
	return true;
}

int config_value(const struct config *config, enum config_key key)
{
	return config ? config->values[key] : config_meaning(key)->usual;
}

const char *config_word(const struct config *config, enum config_key key)
{
	int value = config_value(config, key);

	return value == CONFIG_UNSAID ? NULL : config_meaning(key)->words[value];
}

/* The numbers of activities stay, what these look like here is another. */
static void colours_take(const struct config *config, struct theme *out)
{
	for (int i = 1; i <= PALETTE_COUNT; i++) {
		const struct config_colour *own = &config->colours[i];
		if (own->line == 0)
			continue;
		out->palette[i] = own->rgb;
		out->palette8[i] = (short)theme_colour_8(own->rgb);
	}
}

void config_theme(const struct config *config, const struct theme *theme, struct theme *out)
{
	*out = *theme;
	for (int i = 0; config && i < STYLE_COUNT; i++) {
		const struct config_style *own = &config->styles[i];
		struct theme_style *style = &out->styles[i];

		if (own->has_ink) {
			style->ink = own->ink;
			style->ink8 = (short)theme_colour_8(own->ink);
		}
		if (own->has_paper) {
			style->paper = own->paper;
			style->paper8 = (short)theme_colour_8(own->paper);
		}
		/* Two of the eight may be one where the two of the line are not. */
		if (style->ink8 >= 0 && style->ink8 == style->paper8)
			style->ink8 = (short)(style->paper8 == 0 || style->paper8 == 4 ? 7 : 0);
		if (own->has_attributes)
			style->attributes = own->attributes;
	}
	if (config)
		colours_take(config, out);
}
