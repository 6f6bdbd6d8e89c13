/*
 * What belongs to a machine or a terminal, and not to a timesheet: the theme, colours, keys, the number row. Read from
 * the lines of a file and from values of the environment; pure: who finds these is src/. What is not understood is
 * named, and the rest holds.
 */
#ifndef TIMESHEET_UI_CONFIG_H
#define TIMESHEET_UI_CONFIG_H

#include "ui/config/config_keys.h"
#include "ui/config/config_links.h"
#include "ui/draw/theme.h"
#include "ui/keys/bind.h"

/* Where a value comes from. A later one of these wins over an earlier one, in whatever order they are read. */
enum config_origin { CONFIG_BUILT_IN, CONFIG_OF_FILE, CONFIG_OF_ENVIRONMENT, CONFIG_OF_COMMAND_LINE };
struct config_source {
	enum config_origin origin;
	int line; /* OF_FILE: from 1 */
};

/* What a line says of a style; the others of its parts are the theme's. */
struct config_style {
	bool has_ink, has_paper, has_attributes;
	int32_t ink, paper; /* RGB, or THEME_DEFAULT */
	unsigned char attributes;
	int line; /* 0: none */
};

/* What a line says of one of the colours that activities have. */
struct config_colour {
	int32_t rgb;
	int line; /* 0: none */
};

struct config_complaint {
	struct config_source source;
	char text[200]; /* in one line, clean for a terminal; begins with the variable's name if it is about one */
};

struct config {
	int values[CONFIG_COUNT]; /* see config_value */
	struct config_source sources[CONFIG_COUNT];
	struct config_style styles[STYLE_COUNT];
	struct config_colour colours[PALETTE_COUNT + 1]; /* from 1 on */
	struct config_links links;
	struct bind_table *keys;
	struct config_complaint *complaints; /* in the order of what was read */
	size_t complaint_count;
};

/* All as built in. Never fails (alloc.h). */
void config_init(struct config *config);
void config_release(struct config *config);

/* Reads the lines of a file; once. */
void config_read(struct config *config, const char *text, size_t size);
/* Takes a value from elsewhere: of the variable or the option called name. */
void config_take(struct config *config, enum config_key key, const char *value, enum config_origin origin,
                 const char *name);
/* A complaint of whoever reads: the file cannot be read, say. */
void config_complain(struct config *config, struct config_source source, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* The first complaint, and how many more there are, in a line. False: there is none. */
bool config_notice(const struct config *config, char *out, size_t size);

/* The number, the place of the word among config_meaning's words, or CONFIG_UNSAID. NULL: all is as built in. */
int config_value(const struct config *config, enum config_key key);
/* The word of a value; NULL: unsaid. */
const char *config_word(const struct config *config, enum config_key key);

/* A theme with what lines say of its styles. */
void config_theme(const struct config *config, const struct theme *theme, struct theme *out);

#endif
