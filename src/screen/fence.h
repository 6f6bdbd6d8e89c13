/*
 * Test builds only: a test sends a key that nobody has, behind those that it means, and is answered when all of them
 * are handled and drawn.
 */
#ifndef TIMESHEET_SRC_SCREEN_FENCE_H
#define TIMESHEET_SRC_SCREEN_FENCE_H

#include "ui/terminal/term.h"

#include <stdbool.h>
#include <uv.h>

struct fence {
	uv_idle_t again; /* while it is active, the loop looks for news without sleeping */
	int owed;        /* answers */
};

int fence_start(struct fence *fence, uv_loop_t *loop);
/* To be called once all is drawn, before the loop sleeps; busy: something is still under way elsewhere. */
void fence_answer(struct fence *fence, bool busy, struct term *term);

#endif
