/* Pictures of what is handed in: a week's table on the command line, and the page of a month. */
#ifndef TIMESHEET_TESTS_TOOLS_PAPER_H
#define TIMESHEET_TESTS_TOOLS_PAPER_H

#include "picture.h"

/* Writes PNG-DIRECTORY/grid.png and page.png of what ada of the sandbox has logged; SVG-DIRECTORY is for what they are
 * made of. The page needs chromium, and pdftoppm. */
void paper_take(struct sandbox *sandbox, const struct svg_colours *colours, const char *svg_directory,
                const char *png_directory);

#endif
