/* The end of a libuv loop. */
#ifndef TIMESHEET_SRC_SYSTEM_LOOP_END_H
#define TIMESHEET_SRC_SYSTEM_LOOP_END_H

#include <uv.h>

/* Closes all handles, waits for what goes on elsewhere, and closes the loop: none of their memory is used after that.
 */
void loop_end(uv_loop_t *loop);

#endif
