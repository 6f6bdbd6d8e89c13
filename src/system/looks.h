/* A directory that is watched for what others do to its files, without polling. */
#ifndef TIMESHEET_SRC_SYSTEM_LOOKS_H
#define TIMESHEET_SRC_SYSTEM_LOOKS_H

#include <stdbool.h>
#include <uv.h>

struct looks_calls {
	/* Something happened to a file of that name, or NULL to one that is not told: whether to look. */
	bool (*concerns)(void *context, const char *name);
	void (*look)(void *context); /* several times after each event */
};

struct looks {
	uv_fs_event_t events;
	uv_timer_t timer;
	int step;
	const struct looks_calls *calls;
	void *context;
};

/* Zero, or libuv's error: the system's limit of watches is reached, or the file system has none. The handles belong to
 * the loop and are closed with it. calls is borrowed. */
int looks_start(struct looks *looks, uv_loop_t *loop, const char *directory, const struct looks_calls *calls,
                void *context);
/* The same for the directory of a file; name becomes its name there, the caller's to free. */
int looks_start_beside(struct looks *looks, uv_loop_t *loop, const char *path, const struct looks_calls *calls,
                       void *context, char **name);

#endif
