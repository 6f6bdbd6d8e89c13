/* Characters that are drawn as shapes, not as text. */
#ifndef TIMESHEET_TESTS_TOOLS_SVG_SHAPE_H
#define TIMESHEET_TESTS_TOOLS_SVG_SHAPE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A cell: whole numbers, so that no hairlines show between grounds at any whole zoom. */
enum { SHAPE_WIDTH = 10, SHAPE_HEIGHT = 22 };

/* False: the character is not one of them; nothing was written. */
bool shape_draw(FILE *file, uint32_t character, double x, double y, int32_t ink);

#endif
