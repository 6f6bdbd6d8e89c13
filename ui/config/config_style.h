/* Lines about styles: what a line says of one, read and written. */
#ifndef TIMESHEET_UI_CONFIG_STYLE_H
#define TIMESHEET_UI_CONFIG_STYLE_H

#include "ui/config/config.h"

/* Takes the parts of a line: ink, then, if any, paper, then attributes. False: nothing is changed, and why (size bytes)
 * says what is wrong; it may hold bytes of the words. */
bool config_style_take(struct config_style styles[STYLE_COUNT], const char *name, const char *const *parts,
                       size_t count, int line, char *why, size_t size);
/* The same of a line "colour NUMBER = COLOUR"; the terminal's own is none. */
bool config_colour_take(struct config_colour own[PALETTE_COUNT + 1], const char *number, const char *colour, int line,
                        char *why, size_t size);
/* The parts as such a line has them. Returns out. */
const char *config_style_print(const struct config_style *style, char *out, size_t size);
/* "heading", "note-heading" ...; out holds CONFIG_STYLE_SIZE bytes, and is returned. */
enum { CONFIG_STYLE_SIZE = 24 };
const char *config_style_name(enum style style, char out[CONFIG_STYLE_SIZE]);

#endif
