/* The screen's colours as escape sequences (ECMA-48, SGR). */
#include "src/output/paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value && strcmp(value, "0") != 0;
}

enum paint_depth paint_depth_find(bool wanted)
{
	const char *type = getenv("TERM"), *colours = getenv("COLORTERM");
	const bool shows = type && *type && strcmp(type, "dumb") != 0 && isatty(STDOUT_FILENO) == 1;

	if (!wanted || (!shows && !is_set("CLICOLOR_FORCE")))
		return PAINT_NONE;
	if (colours && (strcmp(colours, "truecolor") == 0 || strcmp(colours, "24bit") == 0))
		return PAINT_RGB;
	return type && (strstr(type, "256color") || strstr(type, "direct")) ? PAINT_256 : PAINT_8;
}

static void ink_print(const struct paint *paint, int32_t ink)
{
	const unsigned rgb = (unsigned)ink;

	if (ink == THEME_DEFAULT)
		return;
	if (paint->depth == PAINT_RGB)
		(void)printf(";38;2;%u;%u;%u", rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
	else if (paint->depth == PAINT_256)
		(void)printf(";38;5;%d", theme_colour_256(ink));
	else
		(void)printf(";3%u", rgb & 7);
}

void paint_begin(const struct paint *paint, struct look look)
{
	static const struct {
		unsigned char attribute;
		const char *code;
	} codes[] = { { ATTRIBUTE_BOLD, ";1" }, { ATTRIBUTE_DIM, ";2" }, { ATTRIBUTE_ITALIC, ";3" } };

	if (!paint || paint->depth == PAINT_NONE)
		return;
	const struct appearance seen =
	        theme_resolve(&paint->theme, look, STYLE_PLAIN, paint->depth == PAINT_8 ? THEME_8 : THEME_RGB);
	(void)fputs("\033[0", stdout);
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (seen.attributes & codes[i].attribute)
			(void)fputs(codes[i].code, stdout);
	}
	ink_print(paint, seen.ink);
	(void)fputc('m', stdout);
}

void paint_end(const struct paint *paint)
{
	if (paint && paint->depth != PAINT_NONE)
		(void)fputs("\033[0m", stdout);
}

void paint_text(const struct paint *paint, enum style style, const char *text)
{
	if (*text == '\0')
		return;
	paint_begin(paint, look_of(style));
	(void)fputs(text, stdout);
	paint_end(paint);
}

bool paint_shows_links(void)
{
	static const char *const silent[] = { "linux", "vt", "ansi", "cons", "sun", "wsvt", "dumb" };
	const char *type = getenv("TERM");

	for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
		if (!type || strncmp(type, silent[i], strlen(silent[i])) == 0)
			return false;
	}
	return isatty(STDOUT_FILENO) == 1;
}

void paint_linked(const struct paint *paint, const char *text)
{
	struct config_linked linked;

	while (paint && paint->depth != PAINT_NONE && config_link_find(&paint->links, text, &linked)) {
		(void)printf("%.*s\033]8;;%s\033\\%.*s\033]8;;\033\\", (int)linked.begin, text, linked.address,
		             (int)linked.size, text + linked.begin);
		text += linked.begin + linked.size;
	}
	(void)fputs(text, stdout);
}
