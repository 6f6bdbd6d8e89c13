/* The event loop: the only part that knows libuv. It turns what the terminal, the clock, signals, workers and other
 * processes do into calls of the front end, and the front end's wishes into deeds. */
#ifndef TIMESHEET_SRC_SCREEN_LOOP_H
#define TIMESHEET_SRC_SCREEN_LOOP_H

#include "ui/terminal/term.h"
#include "ui/ui.h"

struct loop;

/* Takes over the signals from here on; a signal that comes before loop_run is handled there. NULL: the system has no
 * more descriptors or memory; *reason says so (static). */
struct loop *loop_create(const char **reason);
/* Colours follow this machine's configuration, which is borrowed until loop_destroy; before loop_run. */
void loop_use_config(struct loop *loop, const struct config *config);
/* What is shown is nobody's: no backup is made of it; before loop_run. */
void loop_keep_nothing(struct loop *loop);
/* Draws on width x height cells until told otherwise, and runs until the user quits, a signal ends the program or the
 * terminal is gone. The terminal is given back before this returns. The exit status: 0, or 128 plus the signal's number
 * (SIGHUP when the terminal went away); -1 when the loop could not be set up, *reason then says why (static). */
int loop_run(struct loop *loop, ts_store *store, struct ui *ui, struct term *term, int width, int height,
             const char **reason);
/* Waits for a worker that still runs. Accepts NULL. */
void loop_destroy(struct loop *loop);

#endif
