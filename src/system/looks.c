/* A directory that is watched. An event only says "look", since it can precede the commit it belongs to; whether there
 * was one, who looks finds out. */
#include "src/system/looks.h"

#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Milliseconds after an event at which to look, as differences: at 0, 1, 4, 15, 60 and 250. A commit is durable a
 * millisecond after its journal appeared on a fast disk, and tens of them on a slow one. */
static const uint64_t look_after[] = { 0, 1, 3, 11, 45, 190 };
enum { LOOKS = sizeof look_after / sizeof look_after[0] };

static void look(uv_timer_t *timer)
{
	struct looks *looks = timer->data;

	if (++looks->step < LOOKS)
		(void)uv_timer_start(timer, look, look_after[looks->step], 0);
	looks->calls->look(looks->context);
}

static void file_event(uv_fs_event_t *events, const char *name, int kind, int status)
{
	struct looks *looks = events->data;

	(void)kind;
	if (status != 0 || !looks->calls->concerns(looks->context, name))
		return;
	looks->step = 0;
	(void)uv_timer_start(&looks->timer, look, look_after[0], 0);
}

int looks_start(struct looks *looks, uv_loop_t *loop, const char *directory, const struct looks_calls *calls,
                void *context)
{
	looks->calls = calls;
	looks->context = context;
	looks->timer.data = looks;
	looks->events.data = looks;
	int error = uv_timer_init(loop, &looks->timer);
	if (error == 0)
		error = uv_fs_event_init(loop, &looks->events);
	if (error == 0)
		error = uv_fs_event_start(&looks->events, file_event, directory, 0);
	return error;
}

int looks_start_beside(struct looks *looks, uv_loop_t *loop, const char *path, const struct looks_calls *calls,
                       void *context, char **name)
{
	char *directory = copy_text(path), *slash = strrchr(directory, '/');

	*name = copy_text(slash ? slash + 1 : directory);
	if (slash)
		slash[slash == directory] = '\0';
	int error = looks_start(looks, loop, slash ? directory : ".", calls, context);
	free(directory);
	return error;
}
