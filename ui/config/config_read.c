/* The lines of a configuration file: "key = value", "bind SCREEN KEY ACTION", "style NAME = INK PAPER ATTRIBUTES",
 * "colour NUMBER = COLOUR", "link WORD = ADDRESS". */
#include "ui/config/config.h"

#include "ui/base/distance.h"
#include "ui/config/config_style.h"

#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 512, WORDS_MOST = 12, BIND_WORDS = 4 };

struct line {
	int number;
	char text[LINE_SIZE]; /* cut into words by NULs */
	const char *words[WORDS_MOST + 1];
	size_t count;
	size_t left; /* words before the "="; count if there is none */
	bool equals;
};

static void complain(struct config *config, const struct line *line, const char *what)
{
	config_complain(config, (struct config_source){ CONFIG_OF_FILE, line->number }, "%s", what);
}

/* Cuts text into words. True: a remark begins in it: "#" with blanks around, where no key is named. */
static bool words_cut(struct line *line, char *text)
{
	static const char blanks[] = " \t\r";

	for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
		size_t size = strcspn(text, blanks);
		bool last = text[size] == '\0';
		bool bound = line->count > 0 && strcmp(line->words[0], "bind") == 0;

		text[size] = '\0';
		if (strcmp(text, "#") == 0 && (!bound || line->count >= BIND_WORDS))
			return true;
		if (line->count <= WORDS_MOST)
			line->words[line->count++] = text;
		if (last)
			break;
		text += size + 1;
	}
	return false;
}

/* False: it cannot be a line, which is told. */
static bool line_cut(struct config *config, struct line *line, const char *text, size_t size)
{
	char *equals;

	if (size >= sizeof line->text || memchr(text, '\0', size)) {
		complain(config, line, size >= sizeof line->text ? "the line is too long" : "a byte that is no text");
		return false;
	}
	memcpy(line->text, text, size);
	line->text[size] = '\0';
	/* In a line of bind it is a key. */
	size_t blanks = strspn(line->text, " \t");
	equals = strncmp(line->text + blanks, "bind ", 5) == 0 ? NULL : strchr(line->text, '=');
	line->equals = equals != NULL;
	if (equals)
		*equals = '\0';
	bool remark = line->text[blanks] == '#' || words_cut(line, line->text);
	line->left = line->count;
	if (remark)
		line->equals = false;
	else if (equals)
		(void)words_cut(line, equals + 1);
	if (line->count > WORDS_MOST) {
		complain(config, line, "the line has too many words");
		return false;
	}
	return true;
}

static void bind_read(struct config *config, const struct line *line)
{
	char why[160];

	if (line->count != BIND_WORDS)
		complain(config, line, "a key is bound like this: bind day Q quit");
	else if (!bind_table_add(config->keys, line->words + 1, line->number, why, sizeof why))
		complain(config, line, why);
}

static void style_read(struct config *config, const struct line *line)
{
	char why[160];

	if (!line->equals || line->left != 2 || line->count == line->left)
		complain(config, line, "a style is set like this: style heading = #87afd7 default bold");
	else if (!config_style_take(config->styles, line->words[1], line->words + 2, line->count - 2, line->number, why,
	                            sizeof why))
		complain(config, line, why);
}

static void colour_read(struct config *config, const struct line *line)
{
	char why[160];

	if (!line->equals || line->left != 2 || line->count != 3)
		complain(config, line, "a colour of activities is set like this: colour 3 = #87afd7");
	else if (!config_colour_take(config->colours, line->words[1], line->words[2], line->number, why, sizeof why))
		complain(config, line, why);
}

static void link_read(struct config *config, const struct line *line)
{
	char why[160];

	if (!line->equals || line->left != 2 || line->count != 3)
		complain(config, line, "a link is set like this: link #%d = https://example.org/issues/%d");
	else if (!config_link_take(&config->links, line->words[1], line->words[2], line->number, why, sizeof why))
		complain(config, line, why);
}

static void value_read(struct config *config, const struct line *line)
{
	enum config_key key = config_key_find(line->words[0]);
	const char *near = text_near(line->words[0], config_key_at, NULL);
	char why[160];

	if (key == CONFIG_COUNT) {
		(void)snprintf(why, sizeof why, "there is no key '%.40s'%s%s%s", line->words[0],
		               near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
		complain(config, line, why);
		return;
	}
	const struct config_source source = config->sources[key];
	int value;
	if (!line->equals || line->left != 1 || line->count != 2) {
		(void)snprintf(why, sizeof why, "one value is wanted: %s = VALUE", line->words[0]);
	} else if (!config_value_parse(key, line->words[1], &value)) {
		config_refusal(key, line->words[1], why, sizeof why);
	} else if (source.origin == CONFIG_OF_FILE) {
		(void)snprintf(why, sizeof why, "'%s' stands in line %d already", line->words[0], source.line);
	} else {
		config_take(config, key, line->words[1], CONFIG_OF_FILE, line->words[0]);
		if (config->sources[key].origin == CONFIG_OF_FILE)
			config->sources[key].line = line->number;
		return;
	}
	complain(config, line, why);
}

static void line_read(struct config *config, const char *text, size_t size, int number)
{
	struct line line = { .number = number };

	if (!line_cut(config, &line, text, size))
		return;
	if (line.left == 0 && line.equals)
		complain(config, &line, "no key stands before the '='");
	else if (line.count == 0)
		return;
	else if (strcmp(line.words[0], "bind") == 0)
		bind_read(config, &line);
	else if (strcmp(line.words[0], "style") == 0)
		style_read(config, &line);
	else if (strcmp(line.words[0], "colour") == 0)
		colour_read(config, &line);
	else if (strcmp(line.words[0], "link") == 0)
		link_read(config, &line);
	else
		value_read(config, &line);
}

void config_read(struct config *config, const char *text, size_t size)
{
	char why[160];
	int number = 0;

	for (size_t at = 0; at < size;) {
		const char *end = memchr(text + at, '\n', size - at);
		size_t length = end ? (size_t)(end - (text + at)) : size - at;

		line_read(config, text + at, length, ++number);
		at += length + 1;
	}
	while ((number = bind_table_settle(config->keys, why, sizeof why)) != 0)
		config_complain(config, (struct config_source){ CONFIG_OF_FILE, number }, "%s", why);
}
