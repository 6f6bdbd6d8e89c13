/* The keys of the terminal at hand, as terminfo names them. */
#ifndef TIMESHEET_UI_TERMINAL_KEYS_H
#define TIMESHEET_UI_TERMINAL_KEYS_H

#include "ui/terminal/input.h"

/* capability gives the sequence of a terminfo name ("kcuu1", "kLFT5"), or NULL. */
void terminal_keys_define(struct decoder *decoder, const char *(*capability)(const char *name));

#endif
