/*
 * Taking back asks first where the user has just done something on another device, which cannot be taken back here:
 * "u" would take back something older than what is meant.
 */
#ifndef TIMESHEET_UI_UNDO_ASK_H
#define TIMESHEET_UI_UNDO_ASK_H

#include "ui/view/view.h"

/* True: the event line says what was done there, and what would be taken back here; nothing else is to be done. asked
 * is the caller's: whether the key before this one asked already, in which case it does not ask again. */
bool undo_ask(const struct environment *environment, enum context context, bool *asked, struct effects *effects);

#endif
