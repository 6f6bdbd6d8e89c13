/* A terminal's screen as a picture: text on the grid of cells, lines and blocks as shapes, so that nothing has seams.
 */
#ifndef TIMESHEET_TESTS_TOOLS_SVG_H
#define TIMESHEET_TESTS_TOOLS_SVG_H

#include "tests/program/support.h"

#include <stdio.h>

struct svg_colours {
	int32_t ink, paper; /* the terminal's own, 0xRRGGBB */
	int32_t frame;      /* the window's title bar */
};

/* False: it could not be written. */
bool svg_write(const struct terminal *terminal, const struct svg_colours *colours, const char *title, FILE *file);

#endif
