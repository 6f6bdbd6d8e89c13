/* Watches the database's directory: its files come and go with every commit. An event only says "look", since it can
 * precede the commit it belongs to; whether there was one, the store says. */
#include "src/screen/watch.h"

#include "src/system/presence.h"
#include "ui/base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* Milliseconds after an event at which to look, as differences: at 0, 1, 4, 15, 60 and 250. A commit is durable a
 * millisecond after its journal appeared on a fast disk, and tens of them on a slow one. */
static const uint64_t recheck_after[] = { 0, 1, 3, 11, 45, 190 };
enum { RECHECKS = sizeof recheck_after / sizeof recheck_after[0] };

static void recheck(uv_timer_t *timer)
{
	struct watch *watch = timer->data;

	if (++watch->step < RECHECKS)
		(void)uv_timer_start(timer, recheck, recheck_after[watch->step], 0);
	if (ts_changed(watch->store))
		watch->calls->changed(watch->context);
}

static void file_event(uv_fs_event_t *events, const char *name, int kind, int status)
{
	struct watch *watch = events->data;

	size_t size = strlen(watch->name);

	(void)kind;
	if (status != 0 || (name && strncmp(name, watch->name, size) != 0))
		return;
	if (!name || strcmp(name + size, PRESENCE_SUFFIX) == 0)
		watch->calls->terminals(watch->context);
	if (name && strcmp(name + size, PRESENCE_SUFFIX) == 0)
		return;
	watch->step = 0;
	(void)uv_timer_start(&watch->recheck, recheck, recheck_after[0], 0);
}

int watch_start(struct watch *watch, uv_loop_t *loop, ts_store *store, const struct watch_calls *calls, void *context)
{
	char *path = copy_text(ts_path(store)), *slash = strrchr(path, '/');
	int error;

	watch->store = store;
	watch->calls = calls;
	watch->context = context;
	watch->name = copy_text(slash ? slash + 1 : path);
	if (slash)
		slash[slash == path] = '\0';
	watch->recheck.data = watch;
	watch->events.data = watch;
	error = uv_timer_init(loop, &watch->recheck);
	if (error == 0)
		error = uv_fs_event_init(loop, &watch->events);
	if (error == 0)
		error = uv_fs_event_start(&watch->events, file_event, slash ? path : ".", 0);
	free(path);
	return error;
}

void watch_release(struct watch *watch)
{
	free(watch->name);
	watch->name = NULL;
}
