/* The end of a libuv loop. */
#include "src/system/loop_end.h"

static void handle_close(uv_handle_t *handle, void *context)
{
	(void)context;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

void loop_end(uv_loop_t *loop)
{
	uv_walk(loop, handle_close, NULL);
	(void)uv_run(loop, UV_RUN_DEFAULT);
	(void)uv_loop_close(loop);
}
