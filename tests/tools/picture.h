/* A terminal's screen as files: SVG, and PNG made of it by rsvg-convert. */
#ifndef TIMESHEET_TESTS_TOOLS_PICTURE_H
#define TIMESHEET_TESTS_TOOLS_PICTURE_H

#include "svg.h"

/* Writes SVG-DIRECTORY/NAME.svg and PNG-DIRECTORY/NAME.png, zoomed; waits until the program has drawn. Fails the run if
 * it cannot. */
void picture_take(struct terminal *terminal, const struct svg_colours *colours, const char *svg_directory,
                  const char *png_directory, const char *name, const char *zoom);
/* The same of what a program has left that has ended. */
void picture_write(struct terminal *terminal, const struct svg_colours *colours, const char *svg_directory,
                   const char *png_directory, const char *name, const char *zoom);
/* Runs a program found in PATH to its end; fails the run unless it succeeds. words ends with NULL. */
void picture_run(const char *const *words);

#endif
