/*
 * Keys of one's own: the table of bindings with lines of a configuration applied to it, "day Q quit". Pure: a function
 * of the lines.
 */
#ifndef TIMESHEET_UI_BIND_H
#define TIMESHEET_UI_BIND_H

#include "ui/keys/keymap.h"

/* Begins as the usual bindings, in the same order. Never NULL (alloc.h). */
struct bind_table;
struct bind_table *bind_table_create(void);
void bind_table_destroy(struct bind_table *table); /* accepts NULL */

/* Binds a key on a screen to an action, by their names; the action "none" takes the key's meaning away. The line's
 * number, from 1, is told back by the calls below. False: nothing was changed, and why (size bytes) says what is wrong
 * and, where one is near, which word was meant; it may hold bytes of the words. */
bool bind_table_add(struct bind_table *table, const char *const words[3], int line, char *why, size_t size);
/* Once all lines are there: takes back one that leaves a screen without a way out, or without help where it had some.
 * Returns its number, and why; 0: there is none more. */
int bind_table_settle(struct bind_table *table, char *why, size_t size);

/* Borrowed until the table is changed or destroyed. */
const struct binding *bind_table_rows(const struct bind_table *table, size_t *count);
/* The line that made a row what it is; 0: it is as usual. */
int bind_table_line(const struct bind_table *table, size_t row);

#endif
