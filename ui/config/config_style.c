/* Styles in words: their names, and colours and attributes. */
#include "ui/config/config_style.h"

#include "ui/base/distance.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STYLE_NAME(name, letter) [STYLE_##name] = #name,
static const char *const style_names[STYLE_COUNT] = { STYLE_LIST(STYLE_NAME) };
#undef STYLE_NAME

/* The eight of old, as xterm has them. */
static const struct {
	const char *name;
	int32_t rgb;
} colours[] = {
	{ "black", 0x000000 }, { "red", 0xcd0000 },     { "green", 0x00cd00 }, { "yellow", 0xcdcd00 },
	{ "blue", 0x0000ee },  { "magenta", 0xcd00cd }, { "cyan", 0x00cdcd },  { "white", 0xe5e5e5 },
};

static const struct {
	const char *name;
	unsigned char attribute;
} attributes[] = {
	{ "plain", 0 },
	{ "bold", ATTRIBUTE_BOLD },
	{ "dim", ATTRIBUTE_DIM },
	{ "underline", ATTRIBUTE_UNDERLINE },
	{ "reverse", ATTRIBUTE_REVERSE },
	{ "italic", ATTRIBUTE_ITALIC },
};
enum { COLOURS = sizeof colours / sizeof colours[0], ATTRIBUTES = sizeof attributes / sizeof attributes[0] };

const char *config_style_name(enum style style, char out[CONFIG_STYLE_SIZE])
{
	size_t size = strlen(style_names[style]);

	for (size_t i = 0; i <= size; i++) {
		char letter = style_names[style][i];

		out[i] = (char)(letter == '_' ? '-' : tolower((unsigned char)letter));
	}
	return out;
}

static bool hexadecimal(const char *text, int32_t *out)
{
	if (text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return false;
	*out = (int32_t)strtol(text + 1, NULL, 16);
	return true;
}

static bool numbered(const char *text, int32_t *out)
{
	size_t size = strspn(text, "0123456789");
	long number = size > 0 && size <= 3 && text[size] == '\0' ? strtol(text, NULL, 10) : -1;

	/* The first sixteen are what the terminal makes of them. */
	if (number < 16 || number > 255)
		return false;
	*out = theme_colour_of_256((int)number);
	return true;
}

static bool colour_parse(const char *text, int32_t *out)
{
	if (strcmp(text, "default") == 0) {
		*out = THEME_DEFAULT;
		return true;
	}
	for (size_t i = 0; i < COLOURS; i++) {
		if (strcmp(colours[i].name, text) == 0) {
			*out = colours[i].rgb;
			return true;
		}
	}
	return hexadecimal(text, out) || numbered(text, out);
}

static bool attribute_parse(const char *text, struct config_style *style)
{
	for (size_t i = 0; i < ATTRIBUTES; i++) {
		if (strcmp(attributes[i].name, text) == 0) {
			style->attributes |= attributes[i].attribute;
			style->has_attributes = true;
			return true;
		}
	}
	return false;
}

/* The style of that name; STYLE_COUNT: why says that there is none. */
static enum style style_find(const char *name, char *why, size_t size)
{
	char each[CONFIG_STYLE_SIZE];
	size_t least = NEAR_MOST + 1;

	for (size_t i = 0; i < STYLE_COUNT; i++) {
		if (strcmp(config_style_name((enum style)i, each), name) == 0)
			return (enum style)i;
	}
	(void)snprintf(why, size, "there is no style '%.40s'", name);
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		size_t distance = text_distance(name, config_style_name((enum style)i, each));

		if (distance < least)
			(void)snprintf(why, size, "there is no style '%.40s', did you mean '%s'?", name, each);
		least = distance < least ? distance : least;
	}
	return STYLE_COUNT;
}

static bool part_take(struct config_style *style, const char *part, size_t place)
{
	bool kept = strcmp(part, "-") == 0;

	if (place == 0 && kept)
		return true;
	if (place == 0 && colour_parse(part, &style->ink)) {
		style->has_ink = true;
		return true;
	}
	if (place == 1 && kept)
		return true;
	if (place == 1 && colour_parse(part, &style->paper)) {
		style->has_paper = true;
		return true;
	}
	return place > 0 && attribute_parse(part, style);
}

bool config_style_take(struct config_style styles[STYLE_COUNT], const char *name, const char *const *parts,
                       size_t count, int line, char *why, size_t size)
{
	enum style found = style_find(name, why, size);
	struct config_style style = { .line = line };

	if (found == STYLE_COUNT)
		return false;
	if (styles[found].line != 0) {
		(void)snprintf(why, size, "'%s' is set in line %d already", name, styles[found].line);
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (part_take(&style, parts[i], i))
			continue;
		(void)snprintf(why, size,
		               i == 0 ? "'%.40s' is no colour: #rrggbb, 16 to 255, red, default, - for the theme's"
		                      : "'%.40s' is no colour or attribute: bold dim underline reverse italic plain",
		               parts[i]);
		return false;
	}
	styles[found] = style;
	return true;
}

bool config_colour_take(struct config_colour own[PALETTE_COUNT + 1], const char *number, const char *colour, int line,
                        char *why, size_t size)
{
	const size_t digits = strspn(number, "0123456789");
	const long which = digits > 0 && digits <= 2 && number[digits] == '\0' ? strtol(number, NULL, 10) : 0;
	int32_t rgb;

	if (which < 1 || which > PALETTE_COUNT)
		(void)snprintf(why, size, "'%.40s' is no colour of activities: they are 1 to %d", number,
		               (int)PALETTE_COUNT);
	else if (own[which].line != 0)
		(void)snprintf(why, size, "colour %ld is set in line %d already", which, own[which].line);
	else if (!colour_parse(colour, &rgb) || rgb == THEME_DEFAULT)
		(void)snprintf(why, size, "'%.40s' is no colour: #rrggbb, 16 to 255, red", colour);
	else {
		own[which] = (struct config_colour){ rgb, line };
		return true;
	}
	return false;
}

static void colour_print(bool set, int32_t colour, char out[16])
{
	if (!set)
		(void)snprintf(out, 16, "-");
	else if (colour == THEME_DEFAULT)
		(void)snprintf(out, 16, "default");
	else
		(void)snprintf(out, 16, "#%06x", (unsigned)colour & 0xffffffU);
}

const char *config_style_print(const struct config_style *style, char *out, size_t size)
{
	char ink[16], paper[16];
	size_t used;

	colour_print(style->has_ink, style->ink, ink);
	colour_print(style->has_paper, style->paper, paper);
	used = (size_t)snprintf(out, size, "%s %s", ink, paper);
	if (style->has_attributes && style->attributes == 0)
		(void)snprintf(out + used, size - used, " plain");
	for (size_t i = 1; i < ATTRIBUTES && used < size; i++) {
		if (style->has_attributes && (style->attributes & attributes[i].attribute) != 0)
			used += (size_t)snprintf(out + used, size - used, " %s", attributes[i].name);
	}
	return out;
}
