/* A few lines of running text, broken between words. */
#ifndef TIMESHEET_UI_PARAGRAPH_H
#define TIMESHEET_UI_PARAGRAPH_H

#include "ui/draw/surface.h"

enum paragraph_align { PARAGRAPH_LEFT, PARAGRAPH_CENTRED };

/* Draws text into rect and returns how many lines it took, at most the rectangle's; a word wider than it is cut.
 * surface may be NULL: only counts. */
int paragraph_draw(struct surface *surface, struct rect rect, const char *text, struct look look,
                   enum paragraph_align align);

#endif
