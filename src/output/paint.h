/* The screen's colours in what is printed on a terminal. */
#ifndef TIMESHEET_SRC_OUTPUT_PAINT_H
#define TIMESHEET_SRC_OUTPUT_PAINT_H

#include "ui/config/config_links.h"
#include "ui/draw/style.h"
#include "ui/draw/theme.h"

#include <stdbool.h>

/* What the terminal behind standard output can show. */
enum paint_depth { PAINT_NONE, PAINT_8, PAINT_256, PAINT_RGB };

struct paint {
	enum paint_depth depth;
	struct theme theme;
	struct config_links links; /* none where the terminal shows none */
};

/* By what standard output is and the environment says: colours only on a terminal that is not dumb, unless
 * CLICOLOR_FORCE wants them anyhow; never with NO_COLOR. wanted: the latter is not set. */
enum paint_depth paint_depth_find(bool wanted);
/* What is printed from here on looks so, until paint_end. Of a look only its ink counts: the ground is the terminal's
 * own. NULL, or a paint of no depth: nothing is printed. */
void paint_begin(const struct paint *paint, struct look look);
void paint_end(const struct paint *paint);
/* A text between both. */
void paint_text(const struct paint *paint, enum style style, const char *text);
/* A text with its links as such (OSC 8). The look is that of what is around. */
void paint_linked(const struct paint *paint, const char *text);
/* Whether the terminal behind standard output takes links: those of old show the address instead, or nothing more. */
bool paint_shows_links(void);

#endif
